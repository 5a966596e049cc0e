// A SQLite VFS that passes everything on, until it is told to fail: at the n-th call of a kind,
// once or from then on. It is the default of every database that is opened while a FaultyFiles
// lives; databases must be closed before it goes.
#pragma once

#include <sqlite3.h>

#include <csignal>
#include <cstdint>
#include <cstring>

namespace dictum::test {

enum class Fault : std::uint8_t { None, IoError, DiskFull, ShortWrite, FailedSync, Kill };

class FaultyFiles {
  public:
    FaultyFiles();
    ~FaultyFiles() { sqlite3_vfs_unregister(&vfs()); }
    FaultyFiles(const FaultyFiles&) = delete;
    FaultyFiles& operator=(const FaultyFiles&) = delete;

    // The `at`-th call (from 1) that the fault can hit fails; `for_ever`: all later ones too.
    static void arm(Fault fault, std::uint64_t at, bool for_ever) {
        state() = State{fault, at, 0, for_ever, false};
    }
    static void disarm() { state() = State{}; }
    static bool hit() { return state().hit; }

  private:
    enum class Call : std::uint8_t { Read, Write, Sync, Truncate, Other };
    struct State {
        Fault fault = Fault::None;
        std::uint64_t at = 0;
        std::uint64_t calls = 0;
        bool for_ever = false;
        bool hit = false;
    };
    struct File {
        sqlite3_file base;
        sqlite3_file* real;  // behind this struct
    };

    static State& state() {
        static State held;
        return held;
    }
    static sqlite3_vfs& vfs() {
        static sqlite3_vfs held{};
        return held;
    }
    static sqlite3_vfs*& real_vfs() {
        static sqlite3_vfs* held = nullptr;
        return held;
    }
    static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

    static bool can_hit(Fault fault, Call call) {
        switch (fault) {
            case Fault::IoError:
                return true;
            case Fault::DiskFull:
            case Fault::ShortWrite:
                return call == Call::Write;
            case Fault::FailedSync:
                return call == Call::Sync;
            case Fault::Kill:
                return call != Call::Read;
            case Fault::None:
                break;
        }
        return false;
    }
    static bool strikes(Call call) {
        State& now = state();
        if (!can_hit(now.fault, call)) return false;
        ++now.calls;
        const bool strike = now.for_ever ? now.calls >= now.at : now.calls == now.at;
        now.hit = now.hit || strike;
        if (strike && now.fault == Fault::Kill) static_cast<void>(std::raise(SIGKILL));
        return strike;
    }

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        file->pMethods = nullptr;
        if (strikes(Call::Other)) return SQLITE_CANTOPEN;
        auto* const opened = reinterpret_cast<File*>(file);
        opened->real = reinterpret_cast<sqlite3_file*>(opened + 1);
        const int code = real_vfs()->xOpen(real_vfs(), name, opened->real, flags, out);
        if (opened->real->pMethods != nullptr) file->pMethods = &methods();
        return code;
    }
    static int remove(sqlite3_vfs*, const char* name, int sync) {
        if (strikes(Call::Other)) return SQLITE_IOERR_DELETE;
        return real_vfs()->xDelete(real_vfs(), name, sync);
    }
    static int access(sqlite3_vfs*, const char* name, int flags, int* out) {
        if (strikes(Call::Other)) return SQLITE_IOERR_ACCESS;
        return real_vfs()->xAccess(real_vfs(), name, flags, out);
    }

    static int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
        if (strikes(Call::Read)) return SQLITE_IOERR_READ;
        return real(file)->pMethods->xRead(real(file), to, size, at);
    }
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
        if (strikes(Call::Write)) {
            if (state().fault == Fault::DiskFull) return SQLITE_FULL;
            const bool part = state().fault == Fault::ShortWrite;
            if (part) real(file)->pMethods->xWrite(real(file), from, size / 2, at);
            return SQLITE_IOERR_WRITE;
        }
        return real(file)->pMethods->xWrite(real(file), from, size, at);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        if (strikes(Call::Truncate)) return SQLITE_IOERR_TRUNCATE;
        return real(file)->pMethods->xTruncate(real(file), size);
    }
    // What is written stays in the system's memory: a killed process loses none of it, and syncing
    // for nothing would be most of the time of these tests.
    static int sync(sqlite3_file*, int) {
        return strikes(Call::Sync) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    }
    static int size(sqlite3_file* file, sqlite3_int64* out) {
        if (strikes(Call::Other)) return SQLITE_IOERR_FSTAT;
        return real(file)->pMethods->xFileSize(real(file), out);
    }
    static int lock(sqlite3_file* file, int level) {
        if (strikes(Call::Other)) return SQLITE_IOERR_LOCK;
        return real(file)->pMethods->xLock(real(file), level);
    }
    static int unlock(sqlite3_file* file, int level) {
        return real(file)->pMethods->xUnlock(real(file), level);
    }
    static int reserved(sqlite3_file* file, int* out) {
        return real(file)->pMethods->xCheckReservedLock(real(file), out);
    }
    static int control(sqlite3_file* file, int operation, void* argument) {
        return real(file)->pMethods->xFileControl(real(file), operation, argument);
    }
    static int sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
    static int device(sqlite3_file* file) {
        return real(file)->pMethods->xDeviceCharacteristics(real(file));
    }
    static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
        if (strikes(Call::Other)) return SQLITE_IOERR_SHMMAP;
        return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
    }
    static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
        if ((flags & SQLITE_SHM_LOCK) != 0 && strikes(Call::Other)) return SQLITE_IOERR_SHMLOCK;
        return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
    }
    static void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
    static int shm_unmap(sqlite3_file* file, int remove_it) {
        return real(file)->pMethods->xShmUnmap(real(file), remove_it);
    }

    static sqlite3_io_methods& methods() {
        static sqlite3_io_methods held{2,           close,     read,    write,   truncate,
                                       sync,        size,      lock,    unlock,  reserved,
                                       control,     sector,    device,  shm_map, shm_lock,
                                       shm_barrier, shm_unmap, nullptr, nullptr};
        return held;
    }
};

inline FaultyFiles::FaultyFiles() {
    sqlite3_initialize();
    real_vfs() = sqlite3_vfs_find("unix");
    sqlite3_vfs& made = vfs();
    made = *real_vfs();
    made.zName = "dictum-faults";
    made.szOsFile = static_cast<int>(sizeof(File)) + real_vfs()->szOsFile;
    made.xOpen = open;
    made.xDelete = remove;
    made.xAccess = access;
    disarm();
    sqlite3_vfs_register(&made, 1);
}

}  // namespace dictum::test
