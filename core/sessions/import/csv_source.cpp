// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/csv_source.h"

#include "core/sessions/import/named_columns.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <csv.h>
#include <deque>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TableSource)
};

constexpr qint64 BlockSize = 64L * 1024;
constexpr std::size_t LargestField = 16UL << 20;
constexpr std::size_t GrowthOfField = 1UL << 20;

extern "C" int isNoSpace(unsigned char) { return 0; }

/// The separator that stands most often in the first line, outside of quotes.
char separatorIn(QByteArrayView beginning)
{
    constexpr QByteArrayView candidates(",;\t");
    qsizetype counts[candidates.size()] = {};
    bool isQuoted = false;
    for (const char c : beginning) {
        if (c == '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (c == '\n' || c == '\r')) {
            break;
        } else if (const qsizetype candidate = candidates.indexOf(c); !isQuoted && candidate >= 0) {
            ++counts[candidate];
        }
    }
    return candidates[std::ranges::max_element(counts) - counts];
}

/// libcsv over a file, record by record.
class CsvSource final : public TableSource
{
public:
    CsvSource(const QString& path, const TableMapping& mapping)
        : m_file(path)
        , m_mapping(mapping)
    {
    }
    ~CsvSource() override { csv_free(&m_parser); }

    Result<void> rewind() override
    {
        csv_free(&m_parser);
        csv_init(&m_parser, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_space_func(&m_parser, isNoSpace);
        csv_set_blk_size(&m_parser, GrowthOfField); // 128 bytes a time would copy a long field over and over
        m_waiting.clear();
        m_record.clear();
        m_isUtf8 = true;
        m_atEnd = false;
        m_recordsRead = 0;
        if (!(m_file.isOpen() ? m_file.seek(0) : m_file.open(QIODevice::ReadOnly))) {
            return failure(ErrorCode::AccessDenied,
                Text::tr("%1 cannot be read: %2. Check its rights.")
                    .arg(m_file.fileName(), m_file.errorString()));
        }
        const QByteArray beginning = m_file.peek(BlockSize);
        if (beginning.contains('\0')) {
            return failure(ErrorCode::InvalidInput,
                Text::tr("%1 is neither an SQLite database nor CSV text in UTF-8. Export the table as one of "
                         "them.")
                    .arg(m_file.fileName()));
        }
        constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");
        if (beginning.startsWith(byteOrderMark)) {
            m_file.skip(byteOrderMark.size());
        }
        csv_set_delim(&m_parser, static_cast<unsigned char>(separatorIn(beginning)));
        return readHeader();
    }

    Result<std::optional<TableRow>> next() override
    {
        const auto read = nextRecord();
        if (!read) {
            return std::unexpected(read.error());
        }
        const std::optional<Record>& record = *read;
        if (!record) {
            return std::nullopt;
        }
        TableRow row;
        row.isWhole = record->size() == m_columnCount;
        for (const qsizetype index : m_indexes) {
            row.values.append(row.isWhole ? QString::fromUtf8((*record)[index]) : QString());
        }
        return row;
    }

private:
    using Record = QByteArrayList;

    Result<void> readHeader()
    {
        const auto header = nextRecord();
        if (!header) {
            return std::unexpected(header.error());
        }
        QStringList columns;
        for (const QByteArray& name : header->value_or(Record())) {
            columns.append(QString::fromUtf8(name).trimmed());
        }
        // A first line without a single one of them may be no header but a row, with its secret.
        const bool isHeader = std::ranges::any_of(m_mapping.columns(),
            [&](const QString& name) { return columns.contains(name, Qt::CaseInsensitive); });
        if (!isHeader) {
            return failure(ErrorCode::InvalidInput,
                Text::tr("The first line of %1 must name the columns, and does not name %2. Add such a line, "
                         "or say what the columns are called.")
                    .arg(m_file.fileName(), m_mapping.columns().join(QStringLiteral(", "))));
        }
        auto indexes = columnIndexes(m_mapping, columns, m_file.fileName());
        if (!indexes) {
            return std::unexpected(indexes.error());
        }
        m_indexes = *indexes;
        m_columnCount = columns.size();
        return {};
    }

    Result<std::optional<Record>> nextRecord()
    {
        while (m_waiting.empty() && !m_atEnd) {
            if (auto read = readBlock(); !read) {
                return std::unexpected(read.error());
            }
        }
        if (m_waiting.empty()) {
            return std::nullopt;
        }
        Record record = std::move(m_waiting.front());
        m_waiting.pop_front();
        return record;
    }

    Result<void> readBlock()
    {
        const QByteArray block = m_file.read(BlockSize);
        if (m_file.error() != QFileDevice::NoError) {
            return unreadable(m_file.errorString());
        }
        m_atEnd = block.isEmpty();
        const bool isParsed = m_atEnd
            ? csv_fini(&m_parser, takeField, takeRecord, this) == 0
            : csv_parse(&m_parser, block.constData(), static_cast<std::size_t>(block.size()), takeField,
                  takeRecord, this)
                == static_cast<std::size_t>(block.size());
        if (!isParsed) {
            return unreadable(Text::tr("a quote stands where none may, or one is not closed"));
        }
        if (!m_isUtf8) {
            return unreadable(Text::tr("it is not UTF-8"));
        }
        if (csv_get_buffer_size(&m_parser) > LargestField) {
            return unreadable(Text::tr("a field is longer than 16 MiB; perhaps a quote is not closed"));
        }
        return {};
    }

    std::unexpected<Error> unreadable(const QString& reason) const
    {
        // The header is the first record, so this is also the number of the row that could not be read.
        return failure(ErrorCode::Corrupt,
            Text::tr("%1 cannot be read from row %2 on: %3. Export the table again.")
                .arg(m_file.fileName())
                .arg(m_recordsRead)
                .arg(reason));
    }

    static void takeField(void* bytes, std::size_t size, void* self)
    {
        auto* source = static_cast<CsvSource*>(self);
        source->m_record.append(QByteArray(static_cast<const char*>(bytes), static_cast<qsizetype>(size)));
        source->m_isUtf8 = source->m_isUtf8 && source->m_record.constLast().isValidUtf8();
    }

    static void takeRecord(int, void* self)
    {
        auto* source = static_cast<CsvSource*>(self);
        source->m_recordsRead += source->m_isUtf8 ? 1 : 0;
        source->m_waiting.push_back(std::exchange(source->m_record, {}));
    }

    QFile m_file;
    TableMapping m_mapping;
    csv_parser m_parser = {};
    QList<qsizetype> m_indexes; ///< of the wanted columns
    qsizetype m_columnCount = 0;
    std::deque<Record> m_waiting;
    Record m_record; ///< the one that is being read
    qint64 m_recordsRead = 0;
    bool m_isUtf8 = true;
    bool m_atEnd = false;
};

} // namespace

Result<std::unique_ptr<TableSource>> openCsv(const QString& path, const TableMapping& mapping)
{
    auto source = std::make_unique<CsvSource>(path, mapping);
    if (auto begun = source->rewind(); !begun) {
        return std::unexpected(begun.error());
    }
    return source;
}

} // namespace latchkey::sessions
