"""The values of each region as the readers of data give them: those that `evaluate` would have for the region alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.model import Actuals, InputFile
from healthplan_cli.panel.plans import PanelPlans, without_plan
from healthplan_cli.panel.reading import PanelFiles
from healthplan_cli.panel.regions import PanelRegion
from healthplan_cli.panel.streamed import StreamedValues
from healthplan_cli.sources.actuals.external_targets import with_settings
from healthplan_cli.sources.actuals.loading import Request, load_opened
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.opening import OpenedFile

NOTHING = Actuals(())


@record(slots=True)
class PanelValues:
    """The regions that can be judged, each with its values; those that can't (`invalid`), each with its problems.

    `inputs` has the files of each. The values of a `streamed` file are in an engine's `table`, for the regions
    `known`. `without_data` are judged without any value. `illustrative`: a file of any region says so.
    """

    regions: tuple[PanelRegion, ...]
    data: Mapping[str, Actuals]
    years: tuple[int, ...]
    invalid: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    inputs: Mapping[str, tuple[InputFile, ...]] = field(default_factory=dict)
    streamed: StreamedValues | None = None
    table: str = ""
    known: frozenset[str] = frozenset()

    def actuals(self, region: str, indicators: Collection[str] | None = None) -> Actuals:
        """Return the values of a region, or of only these indicators."""
        if self.streamed is not None:
            return self.streamed.actuals(region, indicators)
        found = self.data[region]
        if indicators is None:
            return found
        return replace(
            found,
            values=tuple(value for value in found.values if value.indicator in indicators),
            targets=tuple(target for target in found.targets if target.indicator in indicators),
        )

    def years_known(self) -> Collection[int]:
        """Return the years that there are values of."""
        if self.streamed is not None:
            return self.streamed.years_known()
        found = {value.year for data in self.data.values() for value in data.values}
        return [year for year in found if year is not None]

    @property
    def has_targets(self) -> bool:
        """Whether the data, or `--set`, supply targets that are set elsewhere."""
        return any(data.targets for data in self.data.values())

    @property
    def without_data(self) -> tuple[str, ...]:
        """The labels of the regions without any value."""
        labels = (region.label for region in self.regions)
        if self.streamed is not None:
            return tuple(label for label in labels if label not in self.known)
        return tuple(label for label in labels if not self.data[label].values)

    @property
    def illustrative(self) -> bool:
        """Whether the values, or some of them, are made up."""
        return any(data.illustrative for data in self.data.values())


def read_values(
    files: PanelFiles,
    plans: PanelPlans,
    request: Request,
    years: Sequence[int],
    words: Mapping[str, str] | None,
) -> PanelValues:
    """Return the values of every region; one region with wrong data doesn't keep the others from being judged.

    Without `years`, the latest year of any region is judged. Raise InvalidInput where no region can be judged.
    """
    reader = _RegionReader(files, plans, request, words)
    last = max(years, default=None)
    for region in files.regions.all:
        announce(tr("正在读 {file}", file=region.label))
        reader.read(region, last)
    if not years and reader.found:
        latest = max(reader.found.values())
        for label in [label for label, year in reader.found.items() if year != latest]:
            reader.read(reader.by_label[label], latest)
        years = (latest,)
    elif not years:
        years = tuple({plan.period.end for plan in plans.distinct})[:1]
    if len(years) > 1:
        reader.refuse_bare()
    else:
        reader.date_bare(years[0])
    judged = tuple(region for region in files.regions.all if region.label in reader.data)
    problems = (*files.problems, *reader.said())
    if not judged:
        raise InvalidInput(problems)
    notices = (*files.notices, *reader.notices)
    return PanelValues(judged, reader.data, tuple(years), reader.invalid, problems, notices, reader.inputs)


class _RegionReader:
    """Reads the data of one region after the other."""

    def __init__(
        self, files: PanelFiles, plans: PanelPlans, request: Request, words: Mapping[str, str] | None
    ) -> None:
        self.files, self.plans, self.request, self.words = files, plans, request, words
        self.by_label = {region.label: region for region in files.regions.all}
        self.data: dict[str, Actuals] = {}
        self.inputs: dict[str, tuple[InputFile, ...]] = {}
        self.found: dict[str, int] = {}  # the year that the data are of, where none is asked for
        self.invalid: dict[str, tuple[Problem, ...]] = {
            label: (problem,) for label, problem in without_plan(files.regions.all, plans).items()
        }
        self._notices: dict[tuple[str, str], list[Problem]] = {}

    @property
    def notices(self) -> tuple[Problem, ...]:
        """The notices; of those alike in a file only one, with the number of other regions."""
        return tuple(
            replace(
                first,
                message=tr("{message}（另有 {count} 个地区同样）", message=first.message, count=len(rest)),
            )
            if rest
            else first
            for first, *rest in self._notices.values()
        )

    def read(self, region: PanelRegion, year: int | None) -> None:
        """Read a region's sheets for a year; None: for the year that they say."""
        index = self.plans.index_of(region.label)
        if index is None:
            return
        sheets = self.files.sheets.get(region.label, ())
        try:
            if any(_has_cells(sheet) for sheet in sheets):
                self._load(region.label, sheets, index, year)
            else:
                self.data[region.label] = with_settings(NOTHING, self.request.set, index)
        except InvalidInput as error:
            self.data.pop(region.label, None)
            self.invalid[region.label] = error.problems

    def _load(self, label: str, sheets: Sequence[OpenedFile], index: Index, year: int | None) -> None:
        request = replace(self.request, year=year)
        [item], notices = load_opened(sheets, [index], request, self.words)
        self.data[label] = item.actuals
        self.inputs[label] = tuple(dict.fromkeys(item.inputs))
        if year is None and item.actuals.values:
            self.found[label] = item.conventions.year
        for notice in notices:
            self._notices.setdefault((notice.location.file, notice.message), []).append(notice)

    def refuse_bare(self) -> None:
        """Refuse the regions that have values without a year, where several years are judged."""
        for label, data in list(self.data.items()):
            bare = next((value for value in data.values if value.year is None), None)
            if bare is not None:
                words = tr("没有写年份的数值：一次核验几年时看不出是哪一年的，请写明年份")
                self.invalid[label] = (Problem(bare.location, words),)
                del self.data[label]

    def date_bare(self, year: int) -> None:
        """Give the values without a year the year judged."""
        for label, data in self.data.items():
            if any(value.year is None for value in data.values):
                values = tuple(replace(value, year=value.year or year) for value in data.values)
                self.data[label] = replace(data, values=values)

    def said(self) -> Iterator[Problem]:
        """Yield the problems of regions; one that several have once, with their names."""
        regions: dict[Problem, list[str]] = {}
        for label, problems in self.invalid.items():
            for problem in problems:
                regions.setdefault(problem, []).append(label)
        for problem, labels in regions.items():
            more = tr("等 {count} 个地区", count=len(labels)) if len(labels) > 1 else ""
            words = tr("{region}{more}：{message}", region=labels[0], more=more, message=problem.message)
            yield replace(problem, message=words)


def _has_cells(sheet: OpenedFile) -> bool:
    """Return whether a sheet has rows, as far as can be told without reading it."""
    return sheet.grid is None or bool(sheet.grid.rows)
