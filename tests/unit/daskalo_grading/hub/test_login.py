"""Passwords of a school: kept as digests, with a pause after failures; and who is let in at all."""

import asyncio
from pathlib import Path

import pytest
from traitlets.config import Config

from daskalo_grading.hub import login
from daskalo_grading.hub.deployment import Deployment
from daskalo_grading.hub.login import DemoAuthenticator, PasswordAuthenticator, Passwords, configure_login


@pytest.fixture
def passwords(tmp_path: Path) -> Passwords:
    passwords = Passwords(tmp_path / "passwords.json")
    passwords.set("ana", "дъжд над Русе")
    return passwords


def test_the_right_password_fits_and_a_wrong_one_does_not(passwords: Passwords):
    assert passwords.fits("ana", "дъжд над Русе")
    assert not passwords.fits("ana", "дъжд над русе")
    assert not passwords.fits("nobody", "дъжд над Русе")


def test_the_password_itself_is_not_written(passwords: Passwords):
    assert "Русе" not in passwords.path.read_text(encoding="utf-8")


def test_a_new_password_replaces_the_old_one(passwords: Passwords):
    passwords.set("ana", "слънце над Русе")
    assert not passwords.fits("ana", "дъжд над Русе")
    assert passwords.fits("ana", "слънце над Русе")


def test_after_five_failures_even_the_right_password_waits_a_minute(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
):
    now = 1000.0
    monkeypatch.setattr(login.time, "monotonic", lambda: now)
    assert not any(passwords.fits("ana", "wrong") for _ in range(5))
    assert not passwords.fits("ana", "дъжд над Русе")
    now += 61
    assert passwords.fits("ana", "дъжд над Русе")


def test_the_password_login_names_the_person(passwords: Passwords):
    authenticator = PasswordAuthenticator(passwords=passwords)
    right = asyncio.run(authenticator.authenticate(None, {"username": "ana", "password": "дъжд над Русе"}))
    wrong = asyncio.run(authenticator.authenticate(None, {"username": "ana", "password": ""}))
    assert (right, wrong) == ("ana", None)


def test_only_people_of_the_file_are_let_in(deployment: Deployment, tmp_path: Path):
    c = Config()
    configure_login(c, deployment, tmp_path)
    assert c.Authenticator.allowed_users == {"trainer1", "teacher1", "teacher2"}
    assert c.Authenticator.allow_existing_users is False
    assert c.JupyterHub.authenticator_class is DemoAuthenticator


def test_addresses_of_google_and_microsoft_stay_whole(deployment: Deployment, tmp_path: Path):
    c = Config()
    for kind, settings in (("google", {"hosted_domain": ["school.example"]}), ("microsoft", {"tenant_id": "0-0"})):
        configure_login(c, Deployment(kind, deployment.people, (), settings), tmp_path)
    assert c.GoogleOAuthenticator.strip_domain is False
    assert c.GoogleOAuthenticator.hosted_domain == ["school.example"]
    assert c.AzureAdOAuthenticator.username_claim == "upn"
    assert c.AzureAdOAuthenticator.tenant_id == "0-0"
