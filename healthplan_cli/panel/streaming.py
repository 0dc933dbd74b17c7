"""A large file in an engine → the values of a panel: the regions that can be judged, the last year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.model import InputFile
from healthplan_cli.panel.doubtful import doubtful
from healthplan_cli.panel.mentions import RegionMention
from healthplan_cli.panel.plans import PanelPlans
from healthplan_cli.panel.reading import PanelFiles
from healthplan_cli.panel.regions import resolved
from healthplan_cli.panel.streamed import StreamedFile, StreamedValues, gathered
from healthplan_cli.panel.values import PanelValues

_TABLE = "panel_read"


def files_of_streamed(file: StreamedFile, others: Sequence[RegionMention] = ()) -> PanelFiles:
    """Return the regions of a streamed file and of other mentions."""
    regions = resolved([*file.mentions.values(), *others])
    problems, notices = (*file.problems, *regions.problems), (*file.notices, *regions.notices)
    return PanelFiles(regions, {}, (file.layout.path,), problems, notices)


def streamed_values(
    file: StreamedFile, files: PanelFiles, plans: PanelPlans, years: Sequence[int]
) -> PanelValues:
    """Return the values of a streamed file. Raise InvalidInput where no region can be judged."""
    labels = {
        line: region.label
        for line, mention in file.mentions.items()
        if (region := files.regions.of(mention)) is not None
    }
    file.loaded(labels, [item.label for item in files.regions.all], _TABLE)
    invalid: dict[str, tuple[Problem, ...]] = {}
    indexes = {item.label: index for item in files.regions.all if (index := plans.index_of(item.label))}
    for label, found in groupby(doubtful(file), key=lambda row: row[0]):
        try:
            gathered(file, indexes[label], found)
        except InvalidInput as error:
            invalid[label] = error.problems
    judged = tuple(item for item in files.regions.all if item.label not in invalid)
    said = [
        replace(
            problem, message=tr("{region}{more}：{message}", region=region, more="", message=problem.message)
        )
        for region, problems in invalid.items()
        for problem in problems
    ]
    problems = (*files.problems, *said)
    if not judged:
        raise InvalidInput(problems)
    [(last,)] = file.engine.rows(f"SELECT max(year) FROM {_TABLE} WHERE text <> ''")
    known = file.engine.rows(f"SELECT DISTINCT region FROM {_TABLE} WHERE text <> ''")
    values = StreamedValues(file, [item.label for item in judged], indexes)
    input_ = InputFile(file.layout.path, file.lines.sha256)
    return PanelValues(
        judged,
        {},
        tuple(years) or (last or plans.distinct[0].period.end,),
        invalid,
        problems,
        files.notices,
        {item.label: (input_,) for item in judged},
        values,
        _TABLE,
        frozenset(region for (region,) in known),
    )
