// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/secret.h"

#include <QList>
#include <QString>

namespace latchkey::credentials {

/// A member of a JSON object whose value is a string.
struct JsonStringField
{
    QString key; ///< printable ASCII, as the value
    Secret value;
};

/// A JSON object's text with these members set, each in its old place or at the end. All others stay to the
/// letter. `object` is an object without white space between its parts (compactJson()).
Secret withStringFields(const Secret& object, QList<JsonStringField> fields);

} // namespace latchkey::credentials
