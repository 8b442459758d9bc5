"""Random tables for Hypothesis: small finite domains, every kind of cell, every hit policy."""

from hypothesis import strategies as st

from commonground.engines.decisions import (
    ANY,
    Aggregation,
    Cell,
    Equals,
    HitPolicy,
    Interval,
    MissingPolicy,
    OutputColumn,
    Placement,
    Rotation,
    Rule,
    Signal,
    SignalType,
    Table,
    Turn,
)

VARIANTS = ("a", "b", "c", "d")
# Few that differ, and none at all: rules that bring nothing else, and rules that show nothing.
SPARE = ("a", "b", None)
TREE = Signal(
    "device", SignalType.CATEGORICAL, ("mobile", "phone", "tablet", "pc"), (("phone", "mobile"), ("tablet", "mobile"))
)
FLAG = Signal("member", SignalType.BINARY)
COUNT = Signal("visits", SignalType.INTEGER, low=-2, high=5)
STAGE = Signal("stage", SignalType.CATEGORICAL, ("new", "old", "ex"))
SIGNALS = (TREE, FLAG, COUNT, STAGE)


@st.composite
def parts(draw, signal):
    if draw(st.integers(0, 11)) == 0:
        return Equals(None)
    if signal.categories:
        return Equals(draw(st.sampled_from(signal.categories)))
    low, high = signal.low - 1, signal.high + 1
    kind = draw(st.sampled_from(("=", "<", ">", "..")))
    one = draw(st.integers(low, high) | st.sampled_from((-0.5, 2.5)))
    if kind == "=":
        return Equals(one)
    if kind == "<":
        return Interval(None, one, high_closed=draw(st.booleans()))
    if kind == ">":
        return Interval(one, None, low_closed=draw(st.booleans()))
    other = draw(st.integers(low, high))
    return Interval(min(one, other), max(one, other), draw(st.booleans()), draw(st.booleans()))


@st.composite
def cells(draw, signal):
    if draw(st.integers(0, 2)) == 0:
        return ANY
    return Cell(tuple(draw(st.lists(parts(signal), min_size=1, max_size=2))), draw(st.integers(0, 3)) == 0)


@st.composite
def tables(draw, policies=tuple(HitPolicy), most_rules=7, outputs=VARIANTS):
    signals = tuple(draw(st.permutations(SIGNALS)))[: draw(st.integers(1, 3))]
    policy = draw(st.sampled_from(policies))
    rules = tuple(
        Rule(
            tuple(draw(cells(signal)) for signal in signals),
            (draw(st.sampled_from(outputs)),),
            draw(st.integers(0, 2)) if policy is HitPolicy.GROUPS else 0,
        )
        for _ in range(draw(st.integers(0, most_rules)))
    )
    values = tuple(draw(st.permutations(outputs)))[:3] if policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER) else ()
    return Table(
        signals,
        rules,
        policy,
        draw(st.none() | st.tuples(st.sampled_from(outputs))),
        draw(st.sampled_from(MissingPolicy)),
        (OutputColumn("variant", values),),
    )


RUN = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)
NAME = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=8).filter(
    lambda text: text.isprintable() and not text.casefold().startswith("then:")
)
ROTATIONS = st.sampled_from(
    (
        Rotation(Turn.EVEN, ("a", "b")),
        Rotation(Turn.WEIGHTED, ("a 1", "b"), (70.0, 0.5)),
        Rotation(Turn.OPTIMISED, ("a", "b 2x")),
        Rotation(Turn.OPTIMISED, ("a", "b"), (1.0, 2.0)),
    )
)
FLOATS = st.floats(allow_nan=False, allow_infinity=False, max_value=1e17, min_value=-1e17)
OUTPUTS = (
    RUN
    | FLOATS
    | st.integers(-(10**9), 10**9)
    | st.booleans()
    | st.none()
    | st.dates()
    | ROTATIONS
    | st.sampled_from((0.5, -2.25))
)


@st.composite
def odd_tables(draw):
    """Tables with strange names, values and outputs, for writing and reading back."""
    keys = draw(st.lists(NAME, min_size=1, max_size=3, unique=True))
    signals = tuple(draw(odd_signals(key)) for key in keys)
    policy = draw(st.sampled_from(HitPolicy))
    columns = tuple(OutputColumn(key) for key in draw(st.lists(NAME, min_size=1, max_size=2, unique=True)))
    values = tuple(draw(st.lists(OUTPUTS, max_size=3)))
    columns = (OutputColumn(columns[0].key, values), *columns[1:])
    then = st.tuples(*[OUTPUTS] * len(columns))
    rules = tuple(
        Rule(
            tuple(draw(odd_cells(signal)) for signal in signals),
            draw(then),
            draw(st.integers(-3, 3)) if policy is HitPolicy.GROUPS else 0,
            draw(NAME | st.just("")),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    sums = policy is HitPolicy.COLLECT and len(columns) == 1
    target = ((keys[0], Cell((Equals(None),))),)
    placement = Placement("feed", target, ((keys[0], 0.25),), "Quarry Media", draw(st.none() | st.integers(0, 10**9)))
    return Table(
        signals,
        rules,
        policy,
        draw(st.none() | then),
        draw(st.sampled_from(MissingPolicy)),
        columns,
        draw(st.sampled_from(((), (placement,), (Placement("app"),)))),
        draw(st.none() | st.sampled_from(Aggregation)) if sums else None,
        draw(NAME | st.just("")),
    )


@st.composite
def odd_signals(draw, key):
    kind = draw(st.sampled_from(SignalType))
    path, consent = draw(st.sampled_from(("", "device.devicetype"))), draw(st.booleans())
    if kind is SignalType.CATEGORICAL:
        return Signal(
            key, kind, tuple(draw(st.lists(RUN, min_size=1, max_size=3, unique=True))), path=path, consent=consent
        )
    if kind is SignalType.BINARY:
        return Signal(key, kind, draw(st.sampled_from((("true", "false"), ("yes", "no")))), path=path)
    if kind is SignalType.TEXT:
        return Signal(key, kind, consent=consent)
    ends = st.dates() if kind is SignalType.DATE else st.integers(-50, 50)
    low, high = sorted((draw(ends), draw(ends)))
    return draw(st.sampled_from((Signal(key, kind), Signal(key, kind, low=low, high=high), Signal(key, kind, low=low))))


@st.composite
def odd_cells(draw, signal):
    if signal.type.is_text:
        value = st.sampled_from(signal.categories) if signal.type is SignalType.BINARY else RUN
        return Cell(tuple(map(Equals, draw(st.lists(value | st.none(), max_size=2)))), False)
    ends = st.dates() if signal.type is SignalType.DATE else st.integers(-50, 50) | FLOATS
    one, two = sorted((draw(ends), draw(ends)))
    return Cell(
        draw(
            st.sampled_from(
                (
                    (),
                    (Equals(one), Equals(None)),
                    (Interval(one, two, low_closed=True), Interval(None, one)),
                    (Interval(one, two, high_closed=True), Interval(two, None, low_closed=True)),
                )
            )
        )
    )
