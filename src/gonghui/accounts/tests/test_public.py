"""The face that other contexts see."""

from gonghui.accounts import public


def test_public_when_read_then_these_names_and_no_model():
    assert sorted(public.__all__) == [
        "CodeSender", "DemoPerson", "DemoProvider", "HomeProvider", "Identity", "IdentityProvider", "Phone", "Seat",
        "Sitter", "Way", "find_account_by_phone", "forget_old", "make_slips", "note_all_seen", "open_account",
        "open_accounts", "provide_demo_people", "provide_home",
        "provide_identity", "provide_way", "read_phone", "seat_at", "sitters_at", "slip_groups",
    ]  # fmt: skip
    assert all(hasattr(public, name) for name in public.__all__)
