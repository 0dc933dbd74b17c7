"""What the options of evaluate and trend say, checked: InvalidInput names the option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.location import Location
from healthplan_cli.base.optionwords import meant
from healthplan_cli.evaluation.gate import GateScope, Policy
from healthplan_cli.evaluation.review import mode_of, year_judged
from healthplan_cli.model import Actuals, Mode, Plan, SetTarget, Status
from healthplan_cli.sources.actuals.external_targets import parse_setting
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced, SetAside

if TYPE_CHECKING:
    from datetime import date

COMMITMENTS = GateScope.COMMITMENTS.value
# What --gate takes beside indicators and commitments.
SCOPES = tuple(scope.value for scope in GateScope if scope not in (GateScope.IDS, GateScope.COMMITMENTS))
_BAND = Pattern(r"(?:0|1(?:\.0{1,4})?|0?\.\d{1,4})$", re.ASCII)
_COMMA = "[,，、](?![^(（]*[)）])"  # not one inside brackets: 以乡（镇、街道）为单位…


def _wrong(option: str, message: str) -> InvalidInput:
    return InvalidInput([Problem(Location(option), message)])


def band_of(text: str) -> Fraction:
    """δ, a share of the way."""
    if not _BAND.match(text.strip()):
        raise _wrong("--band", tr("“{text}”不对：应为 0 到 1 之间、最多四位小数的数，如 0.05", text=text))
    return Fraction(text.strip())


def carry_of(years: int) -> int:
    """How many years old a value may be."""
    if not 0 <= years <= 50:
        raise _wrong("--carry", tr("{years} 不对，应为 0 到 50 的年数", years=years))
    return years


def asked_year(year: int | None) -> int | None:
    """`--year` as given."""
    if year is not None and not 1950 <= year <= 2100:
        raise _wrong("--year", tr("年份 {year} 不对，应为四位年份，如 2024", year=year))
    return year


def statuses_of(only: str | None) -> tuple[Status, ...]:
    """`--only`."""
    known = {status.value: status for status in Status}
    names = [meant(name, known) for name in names_of([only])] if only else []
    wrong = [name for name in names if name not in known]
    if wrong:
        raise _wrong(
            "--only",
            tr(
                "不认识的状态 {names}；可用的有：{names2}",
                names=tr("、").join(wrong),
                names2=tr("、").join(known),
            ),
        )
    return tuple(known[name] for name in names)


def names_of(texts: Sequence[str]) -> tuple[str, ...]:
    """A list given as several options, or as one with commas between."""
    parts = [part.strip() for text in texts for part in re.split(_COMMA, text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def day_of(text: str | None) -> date:
    """The day on which waivers must not have expired: `--as-of`, else today."""
    from datetime import date

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong("--as-of", tr("日期“{text}”不对，应写成 2025-12-31 的样子", text=text)) from None


def policy_of(
    text: str, allow_unknown: bool, indexes: Sequence[Index], with_commitments: bool = False
) -> Policy:
    """`--gate`: a policy's name, or indicators by whatever they are called; known to one of the plans at least. Beside
    either, `commitments`."""
    said = [meant(name, (*SCOPES, COMMITMENTS)) for name in names_of([text])]
    names, both = [name for name in said if name != COMMITMENTS], COMMITMENTS in said
    if both and not with_commitments:
        raise _wrong("--gate", tr("要看正文承诺，请加 --with commitments"))
    named = [name for name in names if name in SCOPES]
    if len(named) > 1 or (named == ["none"] and (both or len(names) > 1)):
        raise _wrong(
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
    """The policy as it holds for one of the plans: one that names only other plans' indicators gates nothing here."""
    own = any(indicator.id in policy.ids for indicator in plan.rows)
    if own or not policy.ids or policy.scope is not GateScope.IDS:
        return policy
    scope = GateScope.COMMITMENTS if policy.commitments else GateScope.NONE
    return replace(policy, scope=scope, ids=())


def with_settings(
    data: Actuals, settings: Sequence[str], index: Index, company: Sequence[Index] = ()
) -> Actuals:
    """The data with the targets that `--set` gives, which come before the files'. Among the several plans of `company` a
    setting is for those that have the indicator and leave its target to others."""
    here = index.among(company)
    problems: list[Problem] = []
    found: dict[tuple[str, str | None], SetTarget] = {
        (item.indicator, item.component): item for item in data.targets
    }
    for text in settings:
        try:
            item = parse_setting(text, here)
        except LeftOut:
            continue
        except Misplaced as error:
            problems.append(Problem(Location("--set"), str(error)))
            continue
        found[item.indicator, item.component] = item
    if problems:
        raise InvalidInput(problems)
    return replace(data, targets=tuple(found.values()))


def superseded(data: Actuals, plan: Plan, year: int) -> list[Problem]:
    """Targets supplied for what a revision in force in the year has settled: not used, and said so."""
    found = []
    for item in data.targets:
        row = plan.find(item.indicator).in_force(year)
        parts = {part.id: part.target for part in row.components}
        target = parts.get(item.component) if item.component else row.target
        if target is not None and not target.rule.is_external:
            words = tr(
                "{name} {year} 年的目标规划已定（{text}），补的“{text2}”没有用上",
                name=row.name,
                year=year,
                text=target.text,
                text2=item.target.text,
            )
            found.append(Problem(item.location, words))
    return found


def review(
    mode: str | None, asked: int | None, data: Actuals, plan: Plan, files: Sequence[str]
) -> tuple[Mode, int]:
    """Which review it is and the year it judges (docs/semantics.md, section 5)."""
    period = plan.period
    year = _year_of(mode, asked, data, plan)
    if year <= period.baseline:
        place = "--year" if asked is not None else files[0]
        words = tr(
            "{year} 年不在规划期内：基期是 {baseline} 年，从 {start} 年起才能核验",
            year=year,
            baseline=period.baseline,
            start=period.start,
        )
        raise _wrong(place, words)
    if asked is None and year > period.end:
        raise InvalidInput([_too_late(year, data, plan, files)])
    if mode == "final" and year < period.end:
        raise _wrong(
            "--year",
            tr(
                "终期评估看的是规划末年：--mode final 用 {end} 年，不能是 {year} 年",
                end=period.end,
                year=year,
            ),
        )
    if mode == "midterm" and year >= period.end:
        raise _wrong(
            "--year",
            tr(
                "{year} 年规划已到期，不是中期：请用 --mode final，或把 --year 定在 {end} 年以前",
                year=year,
                end=period.end,
            ),
        )
    return (Mode(mode) if mode else mode_of(year, period)), year


def _too_late(year: int, data: Actuals, plan: Plan, files: Sequence[str]) -> Problem:
    """A year after the plan's end that no option says: a slip of the pen (2032) must not make it a final review."""
    place = next((item.location for item in data.values if item.year == year), Location(files[0]))
    words = tr(
        "{year} 年在规划末年（{end} 年）以后：是笔误的请改正；确要按这一年核验的，请写明 --year {year2}",
        year=year,
        end=plan.period.end,
        year2=year,
    )
    return Problem(place, words)


def _year_of(mode: str | None, asked: int | None, data: Actuals, plan: Plan) -> int:
    usual = year_judged(asked, data, plan)
    if asked is not None or mode in (None, "annual"):
        return usual
    if mode == "final":
        return max(usual, plan.period.end)
    if data.year is not None and data.year < plan.period.end:
        return usual
    return min(usual, plan.period.middle)
