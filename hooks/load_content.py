"""Step 1: read every page and data file; the state of this build hangs on its config."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from plainleaf.build import Build, Settings, build_day
from plainleaf.collector import collect_seldom
from plainleaf.edition import ExpiryError, last_day


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001  # MkDocs' interface
    """Set up the process, before anything is read."""
    collect_seldom()


@event_priority(100)  # before the other hooks' on_config
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build. MkDocs makes a new config for every build, so nothing outlives one."""
    root = Path(config.config_file_path).parent
    url = _public_address(config)
    today = build_day(root)
    try:
        expires = last_day(today, config.extra.get("expires_after"))
    except ExpiryError as error:
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
    config["plainleaf"] = Build.start(root, Path(config.docs_dir), overrides, settings)
    return config


def _public_address(config: MkDocsConfig) -> str:
    """Return the site's address; `mkdocs serve` puts this computer's there, which is none."""
    address = config.site_url or ""
    host, port = config.dev_addr
    return "" if address.startswith(f"http://{host}:{port}/") else address


def on_page_read_source(*, page: Page, config: MkDocsConfig) -> str | None:
    """Show a page that is not UTF-8 as an empty one; MkDocs would end, `serve` included."""
    build: Build = config["plainleaf"]
    found = build.content.pages.get(page.file.src_uri)
    return "" if found is not None and not found.readable else None
