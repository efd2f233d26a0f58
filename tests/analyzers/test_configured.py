"""What a configuration changes in a check."""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.config import Config, Readings
from polyagree.analyzers.context import Context
from polyagree.analyzers.globs import matches
from polyagree.analyzers.options import Option
from polyagree.analyzers.registry import analyzers, explain, get, page, with_more
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.errors import AnalyzerFailed, InvalidConfig, UnknownAnalyzer
from polyagree.finding import Report

TWO_BANS = """\
polyagree: 1
people: {noa: Noa, sem: Sem}
agreements:
  home:
    parties: [noa, sem]
    clauses:
      quiet: {says: No guests., norm: {must_not: host}}
      late: {says: No dates., norm: {must_not: date}}
"""
IN_WORDS = """\
polyagree: 1
people: {noa: Noa, sem: Sem}
agreements:
  home:
    parties: [noa, sem]
    clauses:
      out: {says: Sem asks Noa for permission before each date.}
"""


def checked(
    text: str = TWO_BANS, *, name: str | None = None, select: str = "VAL504", **config: object
) -> Report:
    return check(loads(text, name=name), config=Config(select=select, **config))


class Clauses(Analyzer):
    """An agreement has clauses."""

    code = "XCLAUSE101"
    name = "xclause-there"
    severity = "note"
    source = "nothing in particular"
    message = "`{agreement}` has clauses"
    help = "read them"
    bad = Example("one", "agreements: {}")
    good = Example("none", "agreements: {}")
    fewest = Option(1, means="how many", at_least=1)

    def run(self, context):
        for at in context.agreements():
            if len(at.clauses) >= self.fewest:
                yield self.finding(at, agreement=at.agreement.id)


# Which run


def test_select_and_ignore_are_those_of_the_configuration() -> None:
    assert checked().codes() == ("VAL504",)
    assert checked(select="VAL", ignore="VAL501").codes() == ("VAL504",)


def test_who_asks_for_something_gets_it_whatever_the_configuration_says() -> None:
    config = Config(select="PER", ignore="VAL504")

    assert check(loads(TWO_BANS), config=config, select="VAL504").codes() == ("VAL504",)


def test_what_is_ignored_adds_to_what_the_configuration_ignores() -> None:
    config = Config(select="VAL", ignore="VAL501")

    assert check(loads(TWO_BANS), config=config, ignore="VAL504").codes() == ()


def test_scenarios_and_seconds_are_those_of_the_configuration_unless_said() -> None:
    home = loads(TWO_BANS)
    config = Config(scenarios=True, solver_seconds=0)

    assert check(home, config=config).coverage != ()
    assert check(home, config=config, scenarios=False).coverage == ()
    assert check(home).coverage == ()


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("drafts/", "drafts/home.yaml", True),
        ("drafts/", "drafts/old/home.yaml", True),
        ("drafts/", "old/drafts/home.yaml", False),
        ("**/drafts/", "old/drafts/home.yaml", True),
        ("**/drafts/", "drafts/home.yaml", True),
        ("home.yaml", "deep/down/home.yaml", True),
        ("home.yaml", "athome.yaml", False),
        ("*.yaml", "deep/home.yaml", True),
        ("deep/*.yaml", "deep/down/home.yaml", False),
        ("deep/**", "deep/down/home.yaml", True),
        ("./deep/*", "deep/home.yaml", True),
        ("h?me.yaml", "home.yaml", True),
        ("h?me.yaml", "h/me.yaml", False),
        ("[a].yaml", "[a].yaml", True),
        ("[a].yaml", "a.yaml", False),
        ("a.b", "axb", False),
    ],
)
def test_a_pattern_means_paths(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits


def test_a_path_counts_from_the_folder_of_the_configuration() -> None:
    drafts = {"per_file_ignores": {"drafts/": "VAL504"}}

    assert checked(name="drafts/home.yaml", **drafts).codes() == ()
    assert checked(name="team/drafts/home.yaml", **drafts).codes() == ("VAL504",)
    assert checked(name="team/drafts/home.yaml", folder="team", **drafts).codes() == ()
    assert checked(name="drafts/home.yaml", folder="team", **drafts).codes() == ("VAL504",)
    assert checked(**drafts).codes() == ("VAL504",)


# How much they weigh


def test_a_severity_is_what_is_asked_for_here() -> None:
    (usual,) = checked().findings
    (found,) = checked(severities={"VAL504": "concern"}).findings

    assert usual.severity == "note"
    assert found == evolve(usual, severity="concern")


def test_what_is_said_of_one_code_counts_before_its_family() -> None:
    for severities in (
        {"VAL504": "concern", "VAL": "question"},
        {"VAL": "question", "VAL504": "concern"},
        {"VAL": "question", "only-restrictions": "concern"},
    ):
        (found,) = checked(severities=severities).findings
        assert found.severity == "concern"


def test_what_was_only_read_still_weighs_one_less() -> None:
    (usual,) = checked(IN_WORDS, select="PER101").findings
    (found,) = checked(IN_WORDS, select="PER101", severities={"PER101": "question"}).findings

    assert (usual.severity, found.severity) == ("question", "note")


def test_a_severity_counts_before_one_that_an_analyzer_gives_a_single_finding() -> None:
    class Grave(Clauses):
        """It weighs each of its findings."""

        def run(self, context):
            for at in context.agreements():
                yield self.finding(at, severity="concern", agreement=at.agreement.id)

    def severities(**config: object) -> list[str]:
        report = check(loads(TWO_BANS), config=Config(select="X", **config), more=[Grave()])
        return [each.severity for each in report.findings]

    assert severities() == ["concern"]
    assert severities(severities={"X": "question"}) == ["question"]


# By which numbers


def test_an_option_changes_the_number() -> None:
    assert checked(options={"VAL504": {"fewest": 2}}).codes() == ("VAL504",)
    assert checked(options={"VAL504": {"fewest": 3}}).codes() == ()
    assert checked(options={"only-restrictions": {"fewest": 3}}).codes() == ()


@pytest.mark.parametrize(
    ("code", "option", "quiet"),
    [
        ("CHK703", "later", 99),
        ("CHK706", "fewest", 99),
        ("CHK707", "fewest", 99),
        ("DRF309", "enough", 0.0),
        ("DRF310", "often", 99),
        ("VAL504", "fewest", 99),
    ],
)
def test_each_option_can_make_its_analyzer_quiet(code: str, option: str, quiet: float) -> None:
    text = get(code).bad.document()
    if code == "CHK703":
        text = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
check_ins:
  - {date: 2025-02-02, people: [ana, ben], concerns: [{who: ana, says: The nights are long.}]}
  - {date: 2025-03-02, people: [ana, ben]}
  - {date: 2025-04-02, people: [ana, ben]}
"""

    assert checked(text, select=code).codes() == (code,)
    assert checked(text, select=code, options={code: {option: quiet}}).codes() == ()


@pytest.mark.parametrize(
    ("code", "option", "often", "rare"),
    [
        ("DRF302", "years", 2, 1000),
        ("DRF304", "check_ins", 52, 10_000),
        ("DRF308", "rounds", 52, 10_000),
    ],
)
def test_how_rare_a_false_alarm_is_can_be_said(
    code: str, option: str, often: int, rare: int
) -> None:
    bad = get(code).bad.document()
    (usual,) = checked(bad, select=code).findings
    (quick,) = checked(bad, select=code, options={code: {option: often}}).findings
    late = checked(bad, select=code, options={code: {option: rare}}).findings

    unit = option.replace("_", "-")
    assert f"(false alarms: 1 in {often} {unit})" in quick.message
    assert "(false alarms: 1 in 1" in usual.message
    assert all(f"(false alarms: 1 in {rare} {unit})" in each.message for each in late)
    good = get(code).good.document()
    assert checked(good, select=code, options={code: {option: rare}}).codes() == ()


def test_what_is_charted_is_charted_once_for_each_promise() -> None:
    home = loads(get("DRF302").bad.document())
    context = Context(home, home.last_day)

    assert context.limits_in_use is context.limits_promising("1 in 10 years")
    assert context.limits_in_use is not context.limits_promising("1 in 20 years")
    assert context.duties_in_use is context.duties_promising("1 in 104 rounds")
    assert context.comforts is context.comforts_promising("1 in 104 check-ins")


def test_an_option_of_a_chain_and_of_periods_counts() -> None:
    chain = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  house:
    parties: [ana, ben]
    clauses:
      nights:
        says: One late night a month.
        norm: {may: late-night, at_most: 1, per: month}
        if_broken: [{must: talk, who: all parties, within: 1 week, if_broken: [{must: talk, who: all parties, within: 2 weeks}]}]
"""
    assert checked(chain, select="BRK209").codes() == ()
    assert checked(chain, select="BRK209", options={"BRK209": {"often": 2}}).codes() == ("BRK209",)
    bad = get("DRF310").bad.document()
    (usual,) = checked(bad, select="DRF310").findings
    (longer,) = checked(bad, select="DRF310", options={"DRF310": {"periods": 7}}).findings
    assert "of the last 6 months" in usual.message
    assert "of the last 7 months" in longer.message


def test_the_shared_analyzers_stay_as_they_are() -> None:
    before = get("VAL504")
    checked(severities={"VAL504": "concern"}, options={"VAL504": {"fewest": 3}})

    assert get("VAL504") is before
    assert (before.weight, before.fewest) == (None, 2)
    with pytest.raises(AttributeError, match="changed by a configuration"):
        before.fewest = 3


def test_how_sure_a_reading_has_to_be_can_be_said() -> None:
    (usual,) = checked(IN_WORDS, select="PER101").findings
    (unsure,) = checked(IN_WORDS, select="PER101", readings=Readings(sure=1.0)).findings

    assert usual.message.startswith("reads like")
    assert unsure.message.startswith("may read like")


def test_of_what_is_doubted_nothing_is_made() -> None:
    two = f"{IN_WORDS}      late: {{says: Noa asks Sem for permission before each trip.}}\n"

    assert checked(two).codes() == ("VAL504",)
    assert checked(two, readings=Readings(sure=1.0, doubt=1.0)).codes() == ()


# What cannot be meant


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"fail_on": "concerns"}, "`concerns` is no severity"),
        ({"severities": {"PER101": "off"}}, "`off` is no severity"),
        ({"solver_seconds": -1}, "`-1` cannot be meant: `solver_seconds` is a number"),
        ({"solver_seconds": "5"}, "`5` cannot be meant"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(config: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        Config(**config)

    assert str(caught.value).startswith(message)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("readings", [{"sure": 2}, {"doubt": -1}, {"sure": 0.1}, {"sure": True}])
def test_a_confidence_that_cannot_be_meant_is_refused(readings: dict[str, float]) -> None:
    with pytest.raises(InvalidConfig):
        Readings(**readings)


@pytest.mark.parametrize(
    "config",
    [
        {"severities": {"PER999": "note"}},
        {"options": {"PER999": {}}},
        {"ignore": "PER999"},
        {"per_file_ignores": {"*": "PER999"}},
    ],
)
def test_a_code_that_is_not_there_is_refused(config: dict[str, object]) -> None:
    with pytest.raises(UnknownAnalyzer, match="PER999"):
        checked(name="home.yaml", **config)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"options": {"VAL504": {"fewer": 1}}}, "`VAL504` has no option `fewer`"),
        ({"options": {"VAL504": {"fewest": 0}}}, "`0` cannot be meant"),
        ({"options": {"VAL504": {"fewest": 2.0}}}, "`2.0` cannot be meant"),
        ({"severities": {"DOC001": "note"}}, "`DOC001` tells that a document cannot be read"),
    ],
)
def test_an_option_that_cannot_be_is_refused(config: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        checked(**config)

    assert str(caught.value).startswith(message)


# Analyzers of others


def test_one_of_others_runs_beside_ours() -> None:
    report = check(loads(TWO_BANS), select=["X", "VAL504"], more=[Clauses()])

    assert report.codes() == ("VAL504", "XCLAUSE101")


def test_it_is_configured_as_ours_are() -> None:
    def codes(**config: object) -> list[tuple[str, str]]:
        report = check(loads(TWO_BANS), config=Config(select="X", **config), more=[Clauses()])
        return [(each.code, each.severity) for each in report.findings]

    assert codes() == [("XCLAUSE101", "note")]
    assert codes(severities={"X": "concern"}) == [("XCLAUSE101", "concern")]
    assert codes(options={"XCLAUSE101": {"fewest": 3}}) == []


def test_what_is_noted_counts_for_it_as_well() -> None:
    text = TWO_BANS.replace(
        "    parties: [noa, sem]\n",
        "    parties: [noa, sem]\n"
        "    noted: {code: XCLAUSE101, by: [noa, sem], because: we know, until: 2030-01-01}\n",
    )
    with_it = check(loads(text), select=["X", "ACC"], more=[Clauses()])
    without = check(loads(text), select="ACC")

    assert [each.noted is not None for each in with_it.findings] == [True]
    assert without.codes() == ("ACC011",)


def test_nothing_of_ours_changes_beside_it() -> None:
    home = loads(TWO_BANS)
    alone = check(home)
    beside = check(home, more=[Clauses()])

    assert tuple(each for each in beside.findings if each.code[0] != "X") == alone.findings
    assert with_more(()) is analyzers()


def test_two_with_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match="are both called `XCLAUSE101`"):
        check(loads(TWO_BANS), more=[Clauses(), Clauses()])


class Failing(Clauses):
    """It raises something."""

    code = "XFAIL101"
    name = "xfail-always"

    def run(self, context):
        del context
        raise LookupError("nobody\nhome")


class Strange(Clauses):
    """It yields what is no finding of its own."""

    code = "XFAIL102"
    name = "xfail-strange"
    yields: object = "a word"

    def run(self, context):
        del context
        yield self.yields


@pytest.mark.parametrize(
    ("analyzer", "message"),
    [
        (Failing, "analyzer `XFAIL101` raises `LookupError`: nobody home"),
        (Strange, "analyzer `XFAIL102` yields what is no finding of its own"),
    ],
)
def test_one_that_fails_is_told_apart_from_a_fault_of_ours(
    analyzer: type[Analyzer], message: str
) -> None:
    with pytest.raises(AnalyzerFailed) as caught:
        check(loads(TWO_BANS), more=[analyzer()])

    assert str(caught.value) == message
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.code) == (message, analyzer.code)


def test_a_finding_under_the_code_of_another_is_none_of_its_own() -> None:
    strange = Strange()
    strange.yields = checked().findings[0]

    with pytest.raises(AnalyzerFailed, match="of its own"):
        check(loads(TWO_BANS), more=[strange])


def test_the_others_run_on_where_somebody_is_told_of_it() -> None:
    told: list[AnalyzerFailed] = []
    report = check(
        loads(TWO_BANS), select=["X", "VAL504"], more=[Failing(), Clauses()], on_failure=told.append
    )

    assert [each.code for each in told] == ["XFAIL101"]
    assert isinstance(told[0].__cause__, LookupError)
    assert report.codes() == ("VAL504", "XCLAUSE101")


# What is told


def test_the_options_stand_in_what_is_told() -> None:
    assert "fewest = 2: how many norms" in explain("VAL504")
    assert "| `fewest` | how many norms an agreement has at least |" in page("VAL504")
    assert "configuration" not in explain("PER105")


@pytest.mark.parametrize("analyzer", [each for each in analyzers() if each.options()])
def test_every_default_can_be_meant(analyzer: Analyzer) -> None:
    for option in analyzer.options():
        assert option.read(option.default) == option.default
        assert option.means
        assert getattr(analyzer, option.name) == option.default
