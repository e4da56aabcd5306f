"""Step 1: read every page and data file; the state of this build hangs on its config."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from plainleaf.build import Build, Settings, build_day
from plainleaf.collector import collect_seldom
from plainleaf.edition import ExpiryError, last_day
from plainleaf.settings import (
    LONGEST_CONTACT,
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    SettingError,
    public_address,
    setting,
)


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001  # MkDocs' interface
    """Set up the process, before anything is read."""
    collect_seldom()


@event_priority(100)  # before the other hooks' on_config
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build. MkDocs makes a new config for every build, so nothing outlives one."""
    root = Path(config.config_file_path).parent
    try:
        settings = _settings(config, build_day(root))
    except (SettingError, ExpiryError) as error:
        raise ConfigurationError(str(error)) from error
    if config.theme.custom_dir is None:
        raise ConfigurationError("mkdocs.yml: set theme.custom_dir; our templates stand there.")
    overrides = Path(config.theme.custom_dir)
    config["plainleaf"] = Build.start(root, Path(config.docs_dir), overrides, settings)
    return config


def _settings(config: MkDocsConfig, today: date) -> Settings:
    name = setting(config.site_name, "mkdocs.yml: site_name", LONGEST_NAME)
    if not name:
        raise SettingError("mkdocs.yml: site_name is empty: write what the site is called.")
    contact = os.environ.get("SITE_CONTACT", config.extra.get("contact"))
    return Settings(
        name=name,
        description=setting(
            config.site_description, "mkdocs.yml: site_description", LONGEST_DESCRIPTION
        ),
        url=_public_address(config),
        contact=setting(contact, "SITE_CONTACT (extra.contact of mkdocs.yml)", LONGEST_CONTACT),
        today=today,
        expires=last_day(today, config.extra.get("expires_after")),
    )


def _public_address(config: MkDocsConfig) -> str:
    """Return the site's address; `mkdocs serve` puts this computer's there, which is none."""
    host, port = config.dev_addr
    if (config.site_url or "").startswith(f"http://{host}:{port}/"):
        return ""
    address = os.environ.get("SITE_URL", config.site_url)
    # MkDocs writes the links of 404.html from it.
    config.site_url = public_address(address, "SITE_URL (site_url of mkdocs.yml)")
    return config.site_url


def on_page_read_source(*, page: Page, config: MkDocsConfig) -> str | None:
    """Show a page that is not UTF-8 as an empty one; MkDocs would end, `serve` included."""
    build: Build = config["plainleaf"]
    found = build.content.pages.get(page.file.src_uri)
    return "" if found is not None and not found.readable else None
