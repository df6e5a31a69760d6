"""What conda installs, by the names and versions that the Python package index has for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.pins import table
from portfolio_kit.repository.environment.dependencies import canonical
from portfolio_kit.repository.plain_yaml import load_yaml

_NAMES = {
    "pytorch": "torch",
    "pytorch-cpu": "torch",
    "pytorch-gpu": "torch",
    "opencv": "opencv-python-headless",
    "py-opencv": "opencv-python-headless",
    "py-xgboost": "xgboost",
    "py-xgboost-cpu": "xgboost",
    "matplotlib-base": "matplotlib",
    "seaborn-base": "seaborn",
    "msgpack-python": "msgpack",
    "python-graphviz": "graphviz",
    "faiss": "faiss-cpu",
    "tensorflow-gpu": "tensorflow",
    "tensorflow-base": "tensorflow",
    "dask-core": "dask",
    "prompt_toolkit": "prompt-toolkit",
    "ruamel_yaml": "ruamel-yaml",
    "psycopg2": "psycopg2-binary",
    "pytables": "tables",
    "scikit-learn-intelex": "scikit-learn-intelex",
    "pyarrow-core": "pyarrow",
    "great-expectations": "great-expectations",
    "importlib_metadata": "importlib-metadata",
    "backports": "",
    "python": "",
    "python_abi": "",
    "pip": "",
    "setuptools": "",
    "wheel": "",
    "nomkl": "",
    "conda": "",
    "numpy-base": "",
    "brotlipy": "",
    "mkl-service": "",
    "mkl_fft": "",
    "mkl_random": "",
}
# Programs and libraries that are not Python's, and what only conda's own solver knows.
_NOT_PYTHON = re.compile(
    r"lib(?!rosa|cst|sass|sndfile)\w[\w.+-]*|_.*|ca-certificates|openssl|ncurses|readline|sqlite|tk|xz|zlib(?:-ng)?|zstd|"
    r"bzip2|ld_impl.*|mkl|mkl-.*|cuda.*|cudatoolkit|cudnn|nccl|intel-openmp|llvm-openmp|blas|openblas|gcc.*|gxx.*|"
    r"gfortran.*|vc|vc14_runtime|vs20\d\d.*|ucrt|icu|jpeg|freetype|giflib|lcms2|lerc|lz4-c|snappy|boost-cpp|arrow-cpp|"
    r"aws-c.*|aws-crt.*|c-ares|krb5|fontconfig|glib|gst.*|gstreamer|harfbuzz|cairo|pango|pixman|expat|dbus|qt(?:-main|-webengine)?|"
    r"r-.*|r|nodejs|make|cmake|git|graphviz|ffmpeg|openjpeg|orc|re2|grpc-cpp|gflags|glog|utf8proc|yaml|yaml-cpp|zeromq|"
    r"pthread-stubs|xorg-.*|tzdata|font-ttf.*|fonts-.*|hdf5|nspr|nss|pcre2?|x264|tbb|mysql-.*|double-conversion|"
    r"libsodium|winpty|m2w64-.*|msys2-.*|menuinst|console_shortcut|powershell_shortcut|openjdk|pandoc|compilers?|cxx-compiler",
)  # fmt: skip
_SPEC = re.compile(r"(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]*)(?:\[[^\]]*\])?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Conda:
    """The requirements for pip that stand for conda's, and the names of what only conda has."""

    requirements: tuple[str, ...]
    unavailable: tuple[str, ...]


def environment(text: str) -> Conda:
    """Return what an environment.yml asks for; its part for pip is taken as it is."""
    document = load_yaml(text)
    listed = document.get("dependencies") if isinstance(document, dict) else None
    found: list[str] = []
    unavailable: list[str] = []
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, str):
            name, requirement = translated(item)
            found += [requirement] if requirement else []
            unavailable += [name] if name and not requirement else []
        elif isinstance(item, dict) and isinstance(item.get("pip"), list):
            found += [each.strip() for each in item["pip"] if isinstance(each, str) and "\n" not in each]
    return Conda(tuple(found), tuple(unavailable))


def pixi(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the specs of a pixi.toml's dependencies, as conda writes them."""
    for name, value in table(document, "dependencies").items():
        version = value.get("version") if isinstance(value, dict) else value
        yield f"{name} {version}" if isinstance(version, str) and version != "*" else str(name)


def translated(spec: str) -> tuple[str, str]:
    """Return the name in a conda spec and the requirement for pip: none where only conda has it.

    The name is empty for what every environment has anyway.
    """
    match = _SPEC.fullmatch(spec.strip())
    if match is None:
        return spec.strip()[:80], ""
    name, version = match[1].lower(), match[2]
    if _NAMES.get(name) == "":
        return "", ""
    if _NOT_PYTHON.fullmatch(name):
        return name, ""
    return name, canonical(_NAMES.get(name, name)) + ",".join(_versions(version))


def _versions(text: str) -> Iterator[str]:
    """Conda's `=1.2` begins with 1.2, `=1.2.3=py39_0` is that version in a build."""
    text = text.strip().strip("\"'")
    if not text or text.startswith("[") or "|" in text:
        return
    if match := re.fullmatch(r"={0,2}\s*([\d][\w.!+*]*)\s*=\s*\S+", text):
        yield f"=={match[1]}"
    elif match := re.fullmatch(r"==?\s*([\d][\w.!+]*)(\.?\*)?", text):
        # What is written to the third part is one version; `=1.2` is any that begins so.
        exact = text.startswith("==") and not match[2]
        yield f"=={match[1]}" if exact else f"=={match[1].rstrip('.')}.*"
    elif match := re.fullmatch(r"([\d][\w.!+]*)(\.?\*)?", text):
        yield f"=={match[1]}" + (".*" if match[2] else "")
    else:
        for part in map(str.strip, text.split(",")):
            if re.fullmatch(r"(?:[<>]=?|[!=~]=)\s*\d[\w.!+*]*", part):
                yield part.replace(" ", "")
            elif match := re.fullmatch(r"=\s*(\d[\w.]*)(?:\.?\*)?", part):
                yield f"=={match[1]}.*"
