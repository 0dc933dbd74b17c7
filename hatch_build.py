"""Writes the plans that ship as plain data into the wheel, so that a command needn't read and understand them again; and its help."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """The build of a wheel; an editable install reads the specs themselves, as they change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files and name them for the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        from healthplan_cli.sources.plans.catalog import load_plan, plan_files
        from healthplan_cli.sources.plans.compiled import content_of

        built = _hash_of(root)
        self.made = tempfile.TemporaryDirectory()
        folder = Path(self.made.name)
        (folder / "build.txt").write_text(built, encoding="ascii")
        (folder / "help.txt").write_text(_help(root), encoding="utf-8")
        for name in plan_files():
            for part in ("table", "whole"):
                plan = load_plan(name, part == "whole")
                (folder / f"{plan.sha256}.{part}.json").write_bytes(content_of(plan, built))
        for file in sorted(folder.iterdir()):
            build_data["force_include"][str(file)] = f"healthplan_cli/compiled_plans/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the files away again."""
        if version != "editable":
            self.made.cleanup()


def _help(root: Path) -> str:
    """Return the program's help as a terminal of 80 columns has it."""
    told = {
        "COLUMNS": "80",
        "PYTHONPATH": os.pathsep.join((str(root), *sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("HPCHECK_")
    } | told
    command = [sys.executable, "-m", "healthplan_cli", "--help"]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout.decode()


def _hash_of(root: Path) -> str:
    """Return the hash of the program's sources and of the catalogue."""
    files = [*sorted((root / "healthplan_cli").rglob("*.py")), root / "specs" / "catalog.yaml"]
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
