// A vector of plain values that leaves fresh ones uninitialized, and lies on 2 MiB pages when it is
// large and the system grants them: random reads of a big table then miss one cache, not two.
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace dictum {

template <class T>
struct BigAllocator {
    using value_type = T;

    BigAllocator() = default;
    template <class Other>
    BigAllocator(const BigAllocator<Other>&) {}

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < kLarge) return static_cast<T*>(::operator new(bytes));
        void* const memory = ::operator new(bytes, std::align_val_t{kPage});
#ifdef __linux__
        madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) {
        if (count * sizeof(T) < kLarge) {
            ::operator delete(memory);
        } else {
            ::operator delete(memory, std::align_val_t{kPage});
        }
    }
    template <class U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Args>
    void construct(U* at, Args&&... args) {
        ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
    bool operator==(const BigAllocator&) const { return true; }

  private:
    static constexpr std::size_t kPage = std::size_t{2} << 20;
    static constexpr std::size_t kLarge = 2 * kPage;
};

template <class T>
using BigVector = std::vector<T, BigAllocator<T>>;

}  // namespace dictum
