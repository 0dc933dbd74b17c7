"""What the laws draw from."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from healthplan_cli.base.exact_format import decimal_text

lawful = settings(
    derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)

# ── numbers and values, as text ──

tenths = st.integers(0, 1500).map(lambda count: Fraction(count, 10))


def shown(number: Fraction) -> str:
    return decimal_text(number)


@st.composite
def nested(draw: st.DrawFn) -> tuple[str, str]:
    """Two reported values, the second of which lies inside the first."""
    a, b, c = sorted(draw(st.lists(tenths, min_size=3, max_size=3, unique=True)))
    return draw(
        st.sampled_from(
            [
                (f"{shown(a)}—{shown(c)}", shown(b)),
                (f"{shown(a)}—{shown(c)}", shown(a)),
                (f"{shown(a)}—{shown(c)}", f"{shown(a)}—{shown(b)}"),
                (f"{shown(a)}—{shown(c)}", f"{shown(b)}—{shown(c)}"),
                (f"≥{shown(a)}", f">{shown(a)}"),
                (f"≥{shown(a)}", f"{shown(a)}—{shown(b)}"),
                (f">{shown(a)}", shown(b)),
                (f">{shown(a)}", f"≥{shown(b)}"),
                (f"<{shown(b)}", shown(a)),
                (f"≤{shown(b)}", f"<{shown(b)}"),
                (f"≤{shown(b)}", f"{shown(a)}—{shown(b)}"),
                (f"{shown(b)}左右", shown(b)),
            ]
        )
    )


values = nested().flatmap(st.sampled_from)
