"""Charts as figures: what the script is given, and nothing that could break out of the page."""

from django.template.loader import render_to_string

from gonghui.ui.plots import Bars, Donut, Share

FOR = Share(word="赞成", count=120, look="for")


def test_donut_when_written_then_plain_figures():
    assert Donut(shares=(FOR,), middle="120").write() == {
        "kind": "donut", "parts": [{"word": "赞成", "n": 120, "look": "for"}], "middle": "120", "under": "",
        "bare": False,
    }  # fmt: skip


def test_bars_when_nothing_is_needed_then_no_mark():
    bars = Bars(rows=(("贺明川", (7,)),), options=(("赞成", "for"),), whole=9)
    assert bars.write() == {
        "kind": "bars", "rows": [{"name": "贺明川", "counts": [7]}], "options": [{"word": "赞成", "look": "for"}],
        "whole": 9, "own": False,
    }  # fmt: skip


def test_plot_when_a_name_holds_markup_then_it_stays_a_word():
    bars = Bars(rows=(("</script><b>", (7,)),), options=(("赞成", "for"),), whole=9, needed=5, needed_word="须5票")
    page = render_to_string("ui/plot.html", {"id": "votes", "plot": bars})
    assert '<script id="votes" type="application/json">' in page
    assert "</script><b>" not in page
    assert 'data-chart="votes" aria-hidden="true"' in page
