// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/conceal_secrets.h"

#include "ui/shared/secret_edit.h"
#include "ui/shared/secret_field.h"

namespace latchkey::ui {

void concealSecrets(const QWidget& window)
{
    for (SecretField* field : window.findChildren<SecretField*>()) {
        field->conceal();
    }
    for (SecretEdit* edit : window.findChildren<SecretEdit*>()) {
        edit->conceal();
    }
}

} // namespace latchkey::ui
