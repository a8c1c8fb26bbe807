// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Overwrites all memory that a program frees, whoever in it does: a shown token passes through strings of Qt,
// of the font engine and of D-Bus that nobody but their owners can wipe. Linked into a program, not into a
// library, these stand in for the C library's own (glibc manual, "Replacing malloc"; its functions stay
// reachable as __libc_...). The tunables of glibc can do the same, but only for a program that starts itself
// anew, which doubles its start.

#include <cerrno>
#include <cstring>
#include <malloc.h>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

namespace {

/// Whether the block is a mapping of its own, which goes back to the kernel as a whole: to wipe it would
/// first bring in what nobody ever wrote to. It is a bit of the size before the block (glibc, malloc.c:
/// IS_MMAPPED).
bool isMapped(const void* block)
{
    constexpr std::size_t MappedBit = 2;
    return (static_cast<const std::size_t*>(block)[-1] & MappedBit) != 0;
}

} // namespace

extern "C" {

void __libc_free(void* block); // NOLINT(bugprone-reserved-identifier)
void* __libc_malloc(std::size_t size); // NOLINT(bugprone-reserved-identifier)

void free(void* block) noexcept
{
    if (block != nullptr && !isMapped(block)) {
        explicit_bzero(block, malloc_usable_size(block));
    }
    __libc_free(block);
}

void* realloc(void* block, std::size_t size) noexcept
{
    if (block == nullptr) {
        return __libc_malloc(size);
    }
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const std::size_t room = malloc_usable_size(block);
    if (size <= room && size >= room / 2) {
        return block;
    }
    void* moved = __libc_malloc(size);
    if (moved != nullptr) {
        std::memcpy(moved, block, size < room ? size : room);
        free(block);
    }
    return moved;
}
}

#endif
