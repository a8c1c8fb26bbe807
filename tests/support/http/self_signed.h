// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace latchkey::test {

/// A key and a certificate for 127.0.0.1 that no computer trusts, made now and valid for an hour.
class SelfSigned
{
public:
    SelfSigned();

    X509* certificate() const { return m_certificate.get(); }
    EVP_PKEY* key() const { return m_key.get(); }

    /// The certificate, for those who shall trust it.
    QByteArray pem() const;

private:
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
    std::unique_ptr<X509, decltype(&X509_free)> m_certificate;
};

} // namespace latchkey::test
