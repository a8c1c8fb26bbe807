// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// A heap of its own, to be preloaded: a block of one heap given to the other is the end of the program.

#include <cstddef>
#include <cstdlib>

extern "C" {

void* __libc_malloc(std::size_t size); // NOLINT(bugprone-reserved-identifier)
void __libc_free(void* block); // NOLINT(bugprone-reserved-identifier)

constexpr std::size_t Before = 32;

void* malloc(std::size_t size) noexcept { return static_cast<char*>(__libc_malloc(size + Before)) + Before; }

void free(void* block) noexcept
{
    if (block != nullptr) {
        __libc_free(static_cast<char*>(block) - Before);
    }
}
}
