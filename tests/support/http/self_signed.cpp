// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/http/self_signed.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace latchkey::test {

namespace {

constexpr long Version3 = 2;
constexpr long OneHour = 3600;

void addExtension(X509* certificate, int kind, const char* value)
{
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

} // namespace

SelfSigned::SelfSigned()
    : m_key(EVP_EC_gen("P-256"), &EVP_PKEY_free)
    , m_certificate(X509_new(), &X509_free)
{
    X509* const certificate = m_certificate.get();
    X509_set_version(certificate, Version3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -OneHour);
    X509_gmtime_adj(X509_getm_notAfter(certificate), OneHour);
    X509_NAME* const name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, m_key.get());
    addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(certificate, NID_subject_alt_name, "IP:127.0.0.1");
    if (X509_sign(certificate, m_key.get(), EVP_sha256()) == 0) {
        qFatal("no certificate could be made");
    }
}

QByteArray SelfSigned::pem() const
{
    BIO* const memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, m_certificate.get());
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory, &text);
    const QByteArray pem(text, size);
    BIO_free(memory);
    return pem;
}

} // namespace latchkey::test
