"""Step 1: read every page and data file; the state of this build hangs on its config."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from plainleaf.build import Build
from plainleaf.checks.mkdocs_file import hooks_problem
from plainleaf.delivery.edition import ExpiryError, last_day
from plainleaf.delivery.today import TimeError, build_day
from plainleaf.model.settings import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    SettingError,
    contact,
    public_address,
    setting,
)
from plainleaf.reading.disk import unfit_files
from plainleaf.reading.unchanged import text_of, unknown_files
from plainleaf.rendering.rendered_site import Settings, ThemeError
from plainleaf.run import Run
from plainleaf.text.hidden import hidden_settings
from plainleaf.text.printable import one_line

_SHOWN = ("site_name", "site_description", "site_author", "site_url", "copyright", "nav", "extra")
"""The settings that pages show."""


@event_priority(100)  # before the other hooks' on_config
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build. MkDocs makes a new config for every build, so nothing outlives one."""
    root = Path(config.config_file_path).parent
    problem = hooks_problem([str(one) for one in config.hooks])
    if config.use_directory_urls:
        problem = "write use_directory_urls: false; links must work from a folder, too."
    if problem:
        raise ConfigurationError(f"mkdocs.yml: {problem}")
    for name, sign in hidden_settings({one: config[one] for one in _SHOWN}, ""):
        raise ConfigurationError(
            f"mkdocs.yml: {one_line(name)} holds the invisible character {sign}. Type it again."
        )
    try:
        settings = _settings(config, build_day(root))
    except (SettingError, ExpiryError, TimeError) as error:
        raise ConfigurationError(str(error)) from error
    if config.theme.custom_dir is None:
        raise ConfigurationError("mkdocs.yml: set theme.custom_dir; our templates stand there.")
    overrides = Path(config.theme.custom_dir)
    for file, why in unfit_files(overrides):  # whoever opened it would wait for ever
        raise ConfigurationError(f"{file} cannot be read: {why}. Delete it.")
    try:
        build = Build.start(root, Path(config.docs_dir), overrides, settings)
    except ThemeError as error:
        raise ConfigurationError(str(error)) from error
    config["plainleaf"] = Run(build)
    return config


def _settings(config: MkDocsConfig, today: date) -> Settings:
    name = setting(config.site_name, "mkdocs.yml: site_name", LONGEST_NAME)
    if not name:
        raise SettingError("mkdocs.yml: site_name is empty: write what the site is called.")
    told = os.environ.get("SITE_CONTACT", config.extra.get("contact"))
    return Settings(
        name=name,
        description=setting(
            config.site_description, "mkdocs.yml: site_description", LONGEST_DESCRIPTION
        ),
        url=_public_address(config),
        contact=contact(told, "SITE_CONTACT (extra.contact of mkdocs.yml)"),
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


@event_priority(100)  # before files are added that nobody wrote
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Stop at a file that came after the checks: nobody has looked at it."""
    run: Run = config["plainleaf"]
    docs = config.docs_dir
    least = InclusionLevel.DRAFT.value  # drafts are excluded, too
    names = [one.src_uri for one in files if one.src_dir == docs and one.inclusion.value > least]
    for name in unknown_files(run.build.content, names):
        if run.previewed is None:  # under `mkdocs serve` the next build is on its way
            raise Abort(f"{name} has come into docs/ during the build. Build again.")
    run.published = frozenset(names)
    return files


def on_page_read_source(*, page: Page, config: MkDocsConfig) -> str | None:
    """Render the text that was checked, whatever stands in the file by now."""
    run: Run = config["plainleaf"]
    return text_of(run.build.content, page.file.src_uri)
