"""A pack's rules are compiled when it is read and checked, and not again to be scored with."""

from rrm.intake import load_pack
from rrm.scoring import compile_pack, rule_faults
from tests.builders import PACK_FILES, tiny_pack

LATER = PACK_FILES["wash.yaml"].replace("sector: wash\n", "sector: wash\norder: 9\n", 1)


def test_a_pack_that_was_checked_compiles_to_the_same_rules_in_the_pack_s_order(tmp_path):
    tiny_pack(tmp_path / "rules", wash=LATER)
    pack, _ = load_pack("tiny", tmp_path, rule_faults)
    checked = compile_pack(pack)
    anew = compile_pack(pack.model_copy(deep=True))
    assert list(pack.sectors)[-1] == "wash"
    assert list(checked.measures) == list(anew.measures)
    assert list(checked.indicators) == list(anew.indicators)
    assert checked.measures == anew.measures
    assert checked.indicators == anew.indicators
    assert (checked.keys, checked.kinds, checked.levels) == (anew.keys, anew.kinds, anew.levels)


def test_a_rule_that_was_checked_is_not_compiled_anew(tmp_path):
    tiny_pack(tmp_path / "rules")
    pack, _ = load_pack("tiny", tmp_path, rule_faults)
    for key, rule in compile_pack(pack).indicators.items():
        assert compile_pack(pack).indicators[key] is rule


def test_a_pack_with_one_other_rule_is_compiled_by_its_own_rules(tmp_path):
    tiny_pack(tmp_path / "rules")
    pack, _ = load_pack("tiny", tmp_path, rule_faults)
    sector = pack.sectors["wash"]
    name, rule = next(iter(sector.indicators.items()))
    other = rule.model_copy(update={"critical": not rule.critical})
    changed = sector.model_copy(update={"indicators": {**sector.indicators, name: other}})
    compile_pack(pack)
    compiled = compile_pack(pack.model_copy(update={"sectors": {**pack.sectors, "wash": changed}}))
    assert compiled.indicators[f"wash.{name}"].rule is other
