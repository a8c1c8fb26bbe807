// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Overwrites all memory that a program frees, whoever in it does: a shown token passes through strings of Qt,
// of the font engine and of D-Bus that nobody but their owners can wipe. Linked into a program, not into a
// library, these stand in for the C library's own, all of them, so that no other heap that is preloaded gets
// the half of them (glibc manual, "Replacing malloc"; its functions stay reachable as __libc_...). glibc's
// tunables can do the same, but only for a program that starts itself anew, which doubles its start.

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <features.h>

#if defined(__GLIBC__) && !defined(LATCHKEY_SANITIZED)

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void* __libc_valloc(std::size_t size);
void* __libc_pvalloc(std::size_t size);
void __libc_free(void* block);
// NOLINTEND(bugprone-reserved-identifier)
}

namespace {

// What stands in the word before a block (glibc, malloc.c: chunk sizes and their flags).
constexpr std::size_t MappedBit = 2;
constexpr std::size_t Flags = 7;

std::size_t header(const void* block) { return static_cast<const std::size_t*>(block)[-1]; }

/// Whether the block is a mapping of its own, which goes back to the kernel as a whole: to wipe it would
/// first bring in what nobody ever wrote to.
bool isMapped(const void* block) { return (header(block) & MappedBit) != 0; }

std::size_t usableSize(const void* block)
{
    return (header(block) & ~Flags) - (isMapped(block) ? 2 : 1) * sizeof(std::size_t);
}

} // namespace

extern "C" {

void* malloc(std::size_t size) noexcept { return __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) noexcept { return __libc_calloc(count, size); }
void* memalign(std::size_t alignment, std::size_t size) noexcept { return __libc_memalign(alignment, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept
{
    return __libc_memalign(alignment, size);
}
void* valloc(std::size_t size) noexcept { return __libc_valloc(size); }
void* pvalloc(std::size_t size) noexcept { return __libc_pvalloc(size); }
std::size_t malloc_usable_size(void* block) noexcept { return block == nullptr ? 0 : usableSize(block); }

int posix_memalign(void** block, std::size_t alignment, std::size_t size) noexcept
{
    if (alignment % sizeof(void*) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) {
        return EINVAL;
    }
    const int before = errno;
    void* made = __libc_memalign(alignment, size);
    errno = before;
    if (made == nullptr) {
        return ENOMEM;
    }
    *block = made;
    return 0;
}

void free(void* block) noexcept
{
    if (block != nullptr && !isMapped(block)) {
        explicit_bzero(block, usableSize(block));
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
    const std::size_t room = usableSize(block);
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
