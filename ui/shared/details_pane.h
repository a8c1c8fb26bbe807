// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QScrollArea>

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace latchkey::ui {

class ElidedLabel;

/// The pane beside a page's rows: an icon and a name, facts as label and value, and the actions for what is
/// selected.
class DetailsPane final : public QScrollArea
{
    Q_OBJECT

public:
    struct Fact
    {
        QString label;
        QString value;
        QString toolTip = {}; ///< the exact form, where the value is a rounded one
        bool isLong = false; ///< shown whole, over several lines

        friend bool operator==(const Fact&, const Fact&) = default;
    };

    explicit DetailsPane(QWidget* parent = nullptr);

    /// Shows the heading and the facts. `iconName`: a themedIcon() name.
    void setSubject(
        const QString& iconName, const QString& title, const QString& subtitle, const QList<Fact>& facts);

    /// Shows only a quiet sentence: nothing is selected.
    void setHint(const QString& hint);

    /// A widget between the facts and the actions, such as a secret field.
    void addExtra(QWidget* widget);
    void addAction(QWidget* button);

    /// The facts as they are shown, for tests.
    QList<Fact> facts() const { return m_facts; }

    QSize sizeHint() const override;

private:
    QLabel* m_icon;
    ElidedLabel* m_title;
    ElidedLabel* m_subtitle;
    QLabel* m_hint;
    QWidget* m_subject;
    QFormLayout* m_form;
    QVBoxLayout* m_extras;
    QVBoxLayout* m_actions;
    QList<Fact> m_facts;
};

} // namespace latchkey::ui
