// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/http/coder_server.h"

#include "core/credentials/stored_credential.h"
#include "tests/support/http/coder_accounts.h"
#include "tests/support/http/self_signed.h"

#include <QStringList>

#include <atomic>
#include <condition_variable>
#include <httplib.h>
#include <mutex>
#include <thread>

namespace latchkey::test {

namespace {

using Pace = CoderServer::Reply::Pace;

constexpr const char* Loopback = "127.0.0.1";
constexpr const char* TokenHeader = "coder-session-token";
constexpr std::size_t Threads = 32; // more than any test asks at once, also when some are never answered
constexpr std::size_t HugeSize = 100'000'000;
constexpr auto DripPause = std::chrono::milliseconds(20);

} // namespace

class CoderServer::Private
{
public:
    explicit Private(Transport transport)
        : identity(transport == Transport::Tls ? std::make_unique<SelfSigned>() : nullptr)
    {
    }

    void start()
    {
        http = identity ? std::make_unique<httplib::SSLServer>(identity->certificate(), identity->key())
                        : std::make_unique<httplib::Server>();
        http->new_task_queue = [] { return new httplib::ThreadPool(Threads); };
        http->set_keep_alive_timeout(1); // stop() waits for connections that are open and idle
        http->set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
            serve(request, response);
            return httplib::Server::HandlerResponse::Handled;
        });
        if (port == 0) {
            port = http->bind_to_any_port(Loopback);
        } else if (!http->bind_to_port(Loopback, port)) {
            port = -1;
        }
        if (port <= 0) {
            qFatal("the test's server has no port");
        }
        isStopping = false;
        listener = std::thread([this] { http->listen_after_bind(); });
        while (!http->is_running()) { // stop() before it runs would be lost
            std::this_thread::yield();
        }
    }

    void stop()
    {
        if (!listener.joinable()) {
            return;
        }
        {
            const std::lock_guard lock(mutex);
            isStopping = true;
        }
        changed.notify_all();
        http->stop();
        listener.join();
    }

    void serve(const httplib::Request& request, httplib::Response& response)
    {
        std::unique_lock lock(mutex);
        const Request arrived = record(request);
        most = std::max(most, ++running);
        ++waiting;
        changed.wait(lock, [this] { return !isHeld || isStopping; });
        --waiting;
        const QByteArray token = QByteArray::fromStdString(request.get_header_value(TokenHeader));
        const auto script = scripted.constFind(arrived.line);
        const Reply reply = script != scripted.constEnd() ? *script
            : forAll                                      ? *forAll
                                                          : usualReply(accounts, arrived.line, token);
        if (reply.pace == Pace::Never) {
            changed.wait(lock, [this] { return isStopping.load(); });
        }
        --running;
        lock.unlock();
        send(reply, response);
    }

    Request record(const httplib::Request& request)
    {
        Request arrived;
        arrived.line = QString::fromStdString(request.method + ' ' + request.path);
        for (const auto& [name, value] : request.headers) {
            const QByteArray key = QByteArray::fromStdString(name).toLower();
            if (key == TokenHeader) {
                arrived.fingerprint =
                    credentials::factsOf(Secret::takeFrom(QByteArray::fromStdString(value))).fingerprint;
            } else {
                arrived.headers.insert(key, QByteArray::fromStdString(value));
            }
        }
        requests.append(arrived);
        return arrived;
    }

    void send(const Reply& reply, httplib::Response& response)
    {
        response.status = reply.status;
        for (auto header = reply.headers.begin(); header != reply.headers.end(); ++header) {
            response.set_header(header.key().toStdString(), header->toStdString());
        }
        const auto ended = [this](bool whole) { abandoned += whole ? 0 : 1; };
        if (reply.pace == Pace::Drip) {
            const auto drip = [this](std::size_t, httplib::DataSink& sink) {
                std::unique_lock lock(mutex);
                changed.wait_for(lock, DripPause, [this] { return isStopping.load(); });
                lock.unlock();
                ++bytesSent;
                return !isStopping && sink.write(" ", 1);
            };
            response.set_chunked_content_provider(reply.type.toStdString(), drip, ended);
        } else if (reply.pace == Pace::Huge) {
            const auto pour = [this](std::size_t, std::size_t left, httplib::DataSink& sink) {
                static const std::string Piece(65536, ' ');
                const std::size_t size = std::min(left, Piece.size());
                bytesSent += static_cast<qint64>(size);
                return !isStopping && sink.write(Piece.data(), size);
            };
            response.set_content_provider(HugeSize, reply.type.toStdString(), pour, ended);
        } else {
            response.set_content(reply.body.toStdString(), reply.type.toStdString());
        }
    }

    const std::unique_ptr<SelfSigned> identity;
    std::unique_ptr<httplib::Server> http;
    std::thread listener;
    int port = 0;

    std::atomic<bool> isStopping = false;
    std::atomic<int> abandoned = 0;
    std::atomic<qint64> bytesSent = 0;

    std::mutex mutex; // guards what follows
    std::condition_variable changed;
    CoderAccounts accounts;
    std::optional<Reply> forAll;
    QMap<QString, Reply> scripted;
    QList<Request> requests;
    bool isHeld = false;
    int waiting = 0;
    int running = 0;
    int most = 0;
};

CoderServer::CoderServer(Transport transport)
    : m_private(std::make_unique<Private>(transport))
{
    start();
}

CoderServer::~CoderServer() { stop(); }

QString CoderServer::url() const
{
    return QStringLiteral("%1://127.0.0.1:%2")
        .arg(m_private->identity ? QStringLiteral("https") : QStringLiteral("http"))
        .arg(m_private->port);
}

QByteArray CoderServer::certificate() const
{
    return m_private->identity ? m_private->identity->pem() : QByteArray();
}

void CoderServer::stop() { m_private->stop(); }

void CoderServer::start() { m_private->start(); }

void CoderServer::addToken(const QByteArray& token, const Account& account)
{
    const std::lock_guard lock(m_private->mutex);
    m_private->accounts.insert(token, account);
}

void CoderServer::removeToken(const QByteArray& token)
{
    const std::lock_guard lock(m_private->mutex);
    m_private->accounts.remove(token);
}

bool CoderServer::accepts(const QByteArray& token) const
{
    const std::lock_guard lock(m_private->mutex);
    return m_private->accounts.contains(token);
}

void CoderServer::answerAll(const Reply& reply)
{
    const std::lock_guard lock(m_private->mutex);
    m_private->forAll = reply;
}

void CoderServer::answer(const QString& line, const Reply& reply)
{
    const std::lock_guard lock(m_private->mutex);
    m_private->scripted.insert(line, reply);
}

void CoderServer::answerAsUsual()
{
    const std::lock_guard lock(m_private->mutex);
    m_private->forAll.reset();
    m_private->scripted.clear();
}

void CoderServer::hold()
{
    const std::lock_guard lock(m_private->mutex);
    m_private->isHeld = true;
}

void CoderServer::release()
{
    {
        const std::lock_guard lock(m_private->mutex);
        m_private->isHeld = false;
    }
    m_private->changed.notify_all();
}

int CoderServer::waiting() const
{
    const std::lock_guard lock(m_private->mutex);
    return m_private->isHeld ? m_private->waiting : 0;
}

QList<CoderServer::Request> CoderServer::requests() const
{
    const std::lock_guard lock(m_private->mutex);
    return m_private->requests;
}

QStringList CoderServer::lines() const
{
    QStringList lines;
    for (const Request& request : requests()) {
        lines.append(request.line);
    }
    return lines;
}

int CoderServer::mostAtOnce() const
{
    const std::lock_guard lock(m_private->mutex);
    return m_private->most;
}

int CoderServer::abandoned() const { return m_private->abandoned; }

qint64 CoderServer::bytesSent() const { return m_private->bytesSent; }

} // namespace latchkey::test
