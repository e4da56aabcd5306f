"""Step 1: read every page and data file; the state of this build hangs on its config."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from plainleaf.build import Build, Settings, ThemeError, build_day
from plainleaf.collector import collect_seldom
from plainleaf.disk import unfit_files
from plainleaf.edition import ExpiryError, last_day
from plainleaf.findings import one_line
from plainleaf.hidden import hidden_settings
from plainleaf.today import TimeError
from plainleaf.unchanged import text_of, unknown_files


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001  # MkDocs' interface
    """Set up the process, before anything is read."""
    collect_seldom()


_SHOWN = ("site_name", "site_description", "site_author", "site_url", "copyright", "nav", "extra")
"""The settings that pages show."""


@event_priority(100)  # before the other hooks' on_config
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build. MkDocs makes a new config for every build, so nothing outlives one."""
    root = Path(config.config_file_path).parent
    for name, sign in hidden_settings({one: config[one] for one in _SHOWN}, ""):
        raise ConfigurationError(
            f"mkdocs.yml: {one_line(name)} holds the invisible character {sign}. Type it again."
        )
    url = _public_address(config)
    try:
        today = build_day(root)
        expires = last_day(today, config.extra.get("expires_after"))
    except (ExpiryError, TimeError) as error:
        raise ConfigurationError(str(error)) from error
    settings = Settings(
        name=config.site_name,
        description=config.site_description or "",
        url=url if not url or url.endswith("/") else f"{url}/",
        contact=config.extra.get("contact") or "",
        today=today,
        expires=expires,
    )
    if config.theme.custom_dir is None:
        raise ConfigurationError("mkdocs.yml: set theme.custom_dir; our templates stand there.")
    overrides = Path(config.theme.custom_dir)
    for file, why in unfit_files(overrides):  # whoever opened it would wait for ever
        raise ConfigurationError(f"{file} cannot be read: {why}. Delete it.")
    try:
        config["plainleaf"] = Build.start(root, Path(config.docs_dir), overrides, settings)
    except ThemeError as error:
        raise ConfigurationError(str(error)) from error
    return config


def _public_address(config: MkDocsConfig) -> str:
    """Return the site's address; `mkdocs serve` puts this computer's there, which is none."""
    address = config.site_url or ""
    host, port = config.dev_addr
    return "" if address.startswith(f"http://{host}:{port}/") else address


@event_priority(100)  # before files are added that nobody wrote
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Stop at a file that came after the checks: nobody has looked at it."""
    build: Build = config["plainleaf"]
    docs = config.docs_dir
    least = InclusionLevel.DRAFT.value  # drafts are excluded, too
    names = [one.src_uri for one in files if one.src_dir == docs and one.inclusion.value > least]
    for name in unknown_files(build.content, names):
        if build.previewed is None:  # under `mkdocs serve` the next build is on its way
            raise Abort(f"{name} has come into docs/ during the build. Build again.")
    build.published = frozenset(names)
    return files


def on_page_read_source(*, page: Page, config: MkDocsConfig) -> str | None:
    """Render the text that was checked, whatever stands in the file by now."""
    build: Build = config["plainleaf"]
    return text_of(build.content, page.file.src_uri)
