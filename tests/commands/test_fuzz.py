"""What a fuzzer has been given stays clean: every file of fuzz/corpus, by its surface (fuzz/README.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import ROOT
from surfaces import SURFACES, Unclean, answered, check_reported

CORPUS = ROOT / "fuzz" / "corpus"


def test_every_surface_has_its_corpus() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(SURFACES)
    assert all(any((CORPUS / name).iterdir()) for name in SURFACES)


@pytest.mark.parametrize("name", SURFACES)
def test_the_corpus_gets_clean_answers(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """「错误一次全部报出，每条是 `文件:行:列: 说明`」: a result or that, whatever the bytes are."""
    monkeypatch.chdir(tmp_path)
    for path in sorted((CORPUS / name).iterdir()):
        try:
            SURFACES[name].check(path.read_bytes())
        except Exception as error:
            raise AssertionError(f"python fuzz/run.py --replay {path}") from error


def test_what_is_not_clean_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("healthplan_cli.commands.explain.parse_target", lambda text: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        answered("explain", "≥5")
    monkeypatch.setattr(
        "surfaces.parse_reported", lambda text: type("", (), {"values": type("", (), {"low": 2, "high": 1})})
    )
    with pytest.raises(Unclean, match="an interval from 2 down to 1"):
        check_reported(b"5")
