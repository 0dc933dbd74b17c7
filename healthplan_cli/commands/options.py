"""The values of options that several commands have, checked; InvalidInput names the option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.location import Location
from healthplan_cli.base.optionwords import meant
from healthplan_cli.commands.origin import is_flag
from healthplan_cli.evaluation.gate import GateScope, Policy
from healthplan_cli.model import Plan, Status
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced, SetAside

if TYPE_CHECKING:
    from datetime import date

COMMITMENTS = GateScope.COMMITMENTS.value
# What --gate takes beside indicators and commitments.
SCOPES = tuple(scope.value for scope in GateScope if scope not in (GateScope.IDS, GateScope.COMMITMENTS))
_BAND = Pattern(r"(?:0|1(?:\.0{1,4})?|0?\.\d{1,4})$", re.ASCII)
_COMMA = "[,，、](?![^(（]*[)）])"  # not one inside brackets: 以乡（镇、街道）为单位…


def band_of(text: str) -> Fraction:
    """Return δ of `--band` as a share of the way (0.05 is 5 percentage points). Raise InvalidInput for anything but a
    decimal from 0 to 1.
    """
    if not _BAND.match(text.strip()):
        raise refusal("--band", tr("“{text}”不对：应为 0 到 1 之间、最多四位小数的数，如 0.05", text=text))
    return Fraction(text.strip())


def carry_of(years: int) -> int:
    """Return how many years old a value may be (`--carry`). Raise InvalidInput outside 0–50."""
    if not 0 <= years <= 50:
        raise refusal("--carry", tr("{years} 不对，应为 0 到 50 的年数", years=years))
    return years


def asked_year(year: int | None) -> int | None:
    """Return the year of `--year`, None where it wasn't given. Raise InvalidInput outside 1950–2100."""
    if year is not None and not 1950 <= year <= 2100:
        raise refusal("--year", tr("年份 {year} 不对，应为四位年份，如 2024", year=year))
    return year


def statuses_of(only: str | None) -> tuple[Status, ...]:
    """Return the statuses that `--only` names, none without it. Raise InvalidInput for names that aren't any."""
    known = {status.value: status for status in Status}
    names = [meant(name, known) for name in names_of([only])] if only else []
    wrong = [name for name in names if name not in known]
    if wrong:
        raise refusal(
            "--only",
            tr(
                "不认识的状态 {names}；可用的有：{names2}",
                names=tr("、").join(wrong),
                names2=tr("、").join(known),
            ),
        )
    return tuple(known[name] for name in names)


def names_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a list, given by repeating the option or with commas between, without duplicates."""
    parts = [part.strip() for text in texts for part in re.split(_COMMA, text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def day_of(text: str | None) -> date:
    """Return the day on which waivers must be valid: `--as-of`, else today. Raise InvalidInput for a wrong date."""
    from datetime import date

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal("--as-of", tr("日期“{text}”不对，应写成 2025-12-31 的样子", text=text)) from None


def policy_of(
    text: str, allow_unknown: bool, indexes: Sequence[Index], with_commitments: bool = False
) -> Policy:
    """Return the policy that `--gate` names: one of the fixed names, or indicators by any of their names.

    With either, `commitments` adds those of the body text. Raise InvalidInput for an indicator that none of the plans
    has.
    """
    said = [meant(name, (*SCOPES, COMMITMENTS)) for name in names_of([text])]
    names, both = [name for name in said if name != COMMITMENTS], COMMITMENTS in said
    if both and not with_commitments:
        raise refusal("--gate", tr("要看正文承诺，请加 --with commitments"))
    named = [name for name in names if name in SCOPES]
    if len(named) > 1 or (named == ["none"] and (both or len(names) > 1)):
        raise refusal(
            "--gate", tr("{names} 不能一起写", names=tr("、").join([*named, COMMITMENTS] if both else named))
        )
    names = [name for name in names if name not in SCOPES]
    if both and not named and not names:
        return Policy(GateScope.COMMITMENTS, (), allow_unknown, commitments=True)
    if named and not names:
        return Policy(GateScope(named[0]), (), allow_unknown, both)
    problems: list[Problem] = []
    ids = [id for name in names for id in _gated(indexes, name, problems)]
    if not names:
        problems.append(
            Problem(
                Location("--gate"),
                tr("没有指明指标；可以是 {names} 或指标 id", names=tr("、").join(SCOPES)),
            )
        )
    if problems:
        raise InvalidInput(problems)
    scope = GateScope(named[0]) if named else GateScope.IDS
    return Policy(scope, tuple(dict.fromkeys(ids)), allow_unknown, both)


def _gated(indexes: Sequence[Index], name: str, problems: list[Problem]) -> Iterator[str]:
    aside = False
    found = False
    for index in indexes:
        try:
            place = index.among(indexes).find(name)
        except SetAside:
            aside = True
            continue
        except LeftOut:
            continue
        except Misplaced as error:
            problems.append(
                Problem(
                    Location("--gate"),
                    tr(
                        "{error}（也可以是 {names}）",
                        error=error,
                        names=tr("、").join((*SCOPES, COMMITMENTS)),
                    ),
                )
            )
            return
        if place.component is not None:
            indicator = place.indicator
            words = tr(
                "“{name}”是 {name2} 的分项，门禁按整项算：请写 {id}（也可以是 {names}）",
                name=name,
                name2=indicator.name,
                id=indicator.id,
                names=tr("、").join(SCOPES),
            )
            problems.append(Problem(Location("--gate"), words))
            return
        found = True
        yield place.indicator.id
    if aside and not found:
        words = tr("“{name}”是正文承诺：要看它，请加 --with commitments", name=name)
        problems.append(Problem(Location("--gate"), words))


def policy_for(policy: Policy, plan: Plan) -> Policy:
    """Return the policy for one of several plans: one that names only other plans' indicators gates nothing in it."""
    own = any(indicator.id in policy.ids for indicator in plan.rows)
    if own or not policy.ids or policy.scope is not GateScope.IDS:
        return policy
    scope = GateScope.COMMITMENTS if policy.commitments else GateScope.NONE
    return replace(policy, scope=scope, ids=())


def check_reading(files: Sequence[str], sheet: str | None, map: str | None) -> None:
    """Raise InvalidInput for --sheet or --map on the command line where none of the files is a sheet."""
    from healthplan_cli.sources.actuals.opening import SHEETS, WORKBOOKS

    problems = []
    if map is not None and is_flag("map") and not any(file.lower().endswith(SHEETS) for file in files):
        problems.append(Problem(Location("--map"), tr("--map 只用于 CSV 和 XLSX")))
    if sheet is not None and is_flag("sheet") and not any(file.lower().endswith(WORKBOOKS) for file in files):
        problems.append(Problem(Location("--sheet"), tr("--sheet 只用于 XLSX，CSV 没有工作表")))
    if problems:
        raise InvalidInput(problems)
