"""Makes a folder that installs hpcheck on a Windows machine without a network: `python .ci/offline.py dist/hpcheck-….whl FOLDER`.

The folder gets the wheels that 64-bit Windows needs, for each Python it is made for, 安装.bat and 说明.txt. Needs uv, which resolves for
another system than its own, and pip, which downloads for one. At the end the folder is resolved once more with nothing but its own
wheels: one that is missing is an error, here and not in the office.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
INSTALL = """@echo off
chcp 65001 >nul
cd /d "%~dp0"
py -3 --version || (echo 没有找到 Python 3.11 或更新的：请先安装 Python，勾选 py launcher & pause & exit /b 2)
py -3 -m venv .venv || (pause & exit /b 2)
.venv\\Scripts\\python -m pip install --no-index --find-links wheels hpcheck || (echo 没有装上：wheels 里有 {pythons} 的安装包 & pause & exit /b 2)
.venv\\Scripts\\hpcheck --version
echo 装好了。用法：在这个文件夹里打开 PowerShell，运行 .venv\\Scripts\\hpcheck evaluate 数据.xlsx --plan 规划.yaml
pause
"""
ABOUT = """hpcheck 离线安装（64 位 Windows，Python {pythons}）

1. 先装 Python（3.11 或更新），安装时勾选 py launcher。
2. 双击 安装.bat。不用管理员权限，不用联网；装在这个文件夹的 .venv 里，删掉文件夹就是卸载。
3. 在这个文件夹里打开 PowerShell：.venv\\Scripts\\hpcheck --help
用法见 hpcheck docs windows。
"""


def pins(wheel: Path, python: str, folder: Path | None = None) -> str:
    """Return what a wheel needs on Windows, pinned; from a folder's wheels alone where one is given."""
    alone = ["--no-index", "--find-links", str(folder)] if folder else []
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--no-header",
        "--no-annotate",
        *alone,
    ]
    command += [
        "--python-platform",
        "x86_64-pc-windows-msvc",
        "--python-version",
        python,
        "--only-binary",
        ":all:",
        "-",
    ]
    asked = f"hpcheck @ {wheel.resolve().as_uri()}\n"
    return subprocess.run(command, input=asked, check=True, capture_output=True, text=True).stdout


def download(requirements: str, python: str, folder: Path) -> None:
    """Download the wheels of pinned requirements for a Python on Windows."""
    listed = folder.parent / f"requirements-{python}.txt"
    others = [line for line in requirements.splitlines() if not line.startswith("hpcheck ")]
    listed.write_text("\n".join(others) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp"]
    subprocess.run([*command, "--dest", str(folder), "-r", str(listed)], check=True)
    listed.unlink()


def main(arguments: list[str]) -> int:
    """Make the folder; return 1 where a wheel that Windows needs isn't in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", action="append", choices=PYTHONS, help="default: each of them")
    given = parser.parse_args(arguments)
    pythons = given.python or list(PYTHONS)
    wheels = given.folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    for python in pythons:
        download(pins(given.wheel, python), python, wheels)
    shutil.copy(given.wheel, wheels)
    said = {"pythons": "、".join(pythons)}
    (given.folder / "安装.bat").write_text(INSTALL.format(**said), encoding="utf-8", newline="\r\n")
    (given.folder / "说明.txt").write_text(ABOUT.format(**said), encoding="utf-8-sig", newline="\r\n")
    for python in pythons:
        pins(given.wheel, python, wheels)
    count = len(list(wheels.glob("*.whl")))
    sys.stdout.write(f"{given.folder}: {count} wheels, for Python {', '.join(pythons)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
