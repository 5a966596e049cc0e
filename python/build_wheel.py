"""The build of the Python package (PEP 517): CMake makes the library, this makes the wheel.

`pip install . --config-settings build-dir=build/release` takes the library of that build.
"""
import base64
import hashlib
import pathlib
import subprocess
import sysconfig
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
NAME = "dictum"
SUMMARY = "Questions answered from what experts said, with the words of the source"
# A fixed time, so that the same sources make the same wheel.
WHEN = (2020, 1, 1, 0, 0, 0)


def version():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return text.split("project(dictum VERSION ")[1].split()[0]


def build_library(folder):
    if not (folder / "build.ninja").exists() and not (folder / "Makefile").exists():
        subprocess.run(["cmake", "-S", str(ROOT), "-B", str(folder), "-DCMAKE_BUILD_TYPE=Release",
                        "-DDICTUM_TESTS=OFF"], check=True)
    subprocess.run(["cmake", "--build", str(folder), "--target", "dictum_shared", "--parallel"],
                   check=True)
    return (folder / "libdictum.so").resolve()


def files_of(library):
    """(name in the wheel, its bytes) of everything but the record."""
    package = ROOT / "python" / NAME
    for path in sorted(package.iterdir()):
        if path.suffix in (".py", ".pyi") or path.name == "py.typed":
            yield f"{NAME}/{path.name}", path.read_bytes()
    yield f"{NAME}/libdictum.so", library.read_bytes()
    info = f"{NAME}-{version()}.dist-info"
    yield f"{info}/METADATA", (f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {version()}\n"
                               f"Summary: {SUMMARY}\nRequires-Python: >=3.9\n").encode()
    yield f"{info}/WHEEL", (f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: false\n"
                            f"Tag: {tag()}\n").encode()


def tag():
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"py3-none-{platform}"


def write_wheel(target, library):
    record = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
        def add(name, data):
            entry = zipfile.ZipInfo(name, WHEN)
            entry.external_attr = (0o755 if name.endswith(".so") else 0o644) << 16
            wheel.writestr(entry, data, zipfile.ZIP_DEFLATED)

        for name, data in files_of(library):
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(data)}")
            add(name, data)
        name = f"{NAME}-{version()}.dist-info/RECORD"
        add(name, "\n".join([*record, f"{name},,", ""]).encode())


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    file = f"{NAME}-{version()}-{tag()}.whl"
    target = pathlib.Path(wheel_directory, file)
    named = (config_settings or {}).get("build-dir")
    if named:
        write_wheel(target, build_library(pathlib.Path(ROOT, named)))
        return file
    with tempfile.TemporaryDirectory() as folder:
        write_wheel(target, build_library(pathlib.Path(folder)))
    return file
