"""正文一条与表里一项同名，却没有连起来。

正文里的承诺（commitments）与表里的一项名称相同，或者就是那一项在指标目录里的别名，而没有写 indicator：程序当它是另一样东西，
两处的数对不对得上（HP201、HP103）没有比，报一次数也只核验其中一处。写了 see 指到那一项的、只写方向而年份又不同的不算。

怎么办：说的是同一项的，写 indicator；不是的，把 subject 写全，写到分得开。

例：表里“每千人口注册护士数”≥3.8，正文“每千人口注册护士数”达到3.5人，没有写 indicator。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.groups import quoted, unlinked
from healthplan_cli.checks.lint.rows import cells
from healthplan_cli.evaluation.part import parts

CODE = "HP308"
LEVEL = FindingLevel.NOTE


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each commitment that has a row's name without being linked to it."""
    for item, row in unlinked(subject.plan):
        message = tr(
            "与表里第 {no} 项“{name}”同名而没有连起来，两处没有比；说的是同一项就写 indicator: {id}，不是的把 subject 写全",
            no=row.no,
            name=row.name,
            id=row.id,
        )
        texts = (
            f"{row.name} {cells(parts(row)[0])}",
            f"{item.name} {item.target.text if item.target else ''}",
        )
        words = [quoted(one, text) for one, text in zip((row, item), texts, strict=True)]
        yield Hit(message, tr("；").join(words), item)
