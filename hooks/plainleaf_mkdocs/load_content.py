"""Read every page and data file; MkDocs gets the text that was checked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from plainleaf.build import Build
from plainleaf.delivery.edition import ExpiryError, last_day
from plainleaf.delivery.today import TimeError, build_day
from plainleaf.model.brand import (
    UNUSED,
    BrandProblem,
    color_problems,
    palette,
    picture_problem,
    unused_problem,
)
from plainleaf.model.settings import (
    LONGEST_COUNTRY,
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    SettingError,
    contact,
    public_address,
    setting,
)
from plainleaf.reading.disk import unfit_files
from plainleaf.reading.unchanged import text_of, unknown_files
from plainleaf.rendering.rendered_site import Settings
from plainleaf.rendering.theme import THEME, Theme, ThemeError
from plainleaf.text.hidden import hidden_settings
from plainleaf.text.printable import one_line
from plainleaf_mkdocs.run import EARLY, Handed, Step

_SHOWN = ("site_name", "site_description", "site_author", "site_url", "copyright", "nav", "extra")
"""The settings that pages show."""
MATERIAL_FAVICON = "assets/images/favicon.png"
"""The icon that Material names for sites without one; no page has it."""


class LoadContent(Step):
    """Reads every page and data file."""

    @event_priority(EARLY)  # before the other hooks' on_config
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read what the site is made from."""
        root = Path(config.config_file_path).parent
        self.run.guard(config)
        if config.use_directory_urls:
            raise ConfigurationError(
                "mkdocs.yml: write use_directory_urls: false; links must work from a folder, too."
            )
        for name, sign in hidden_settings({one: config[one] for one in _SHOWN}, ""):
            raise ConfigurationError(
                f"mkdocs.yml: {one_line(name)} holds the invisible character {sign}. Type it again."
            )
        try:
            settings = _settings(config, build_day(root))
        except (SettingError, ExpiryError, TimeError) as error:
            raise ConfigurationError(str(error)) from error
        own = Path(config.theme.custom_dir) if config.theme.custom_dir else None
        colors = config.extra.get("colors")
        problem = next(_brand_problems(config, own), None)
        if problem is not None:
            raise ConfigurationError(f"mkdocs.yml: {problem.text}")
        for folder in Theme(own).folders:
            for file, why in unfit_files(folder):  # opening it would block for ever
                raise ConfigurationError(f"{file} cannot be read: {why}. Delete it.")
        # After the site's own folder, before Material's: the first that has a file wins.
        config.theme.dirs.insert(0 if own is None else 1, str(THEME))
        config.watch.append(str(THEME))
        # What is published is read anew, whatever this process knows.
        last = self.run.last if self.run.serving else None
        try:
            build = Build.start(root, Path(config.docs_dir), own, settings, palette(colors), last)
        except ThemeError as error:
            raise ConfigurationError(str(error)) from error
        self.run.begun = Handed(build)
        country = settings.country
        known = [one.code for one in build.content.numbers]
        if country and known and country not in known:
            raise ConfigurationError(
                f"SITE_COUNTRY (extra.country of mkdocs.yml) is {country}, and "
                f"emergency_numbers.yml has no such country: write one of {', '.join(known)}."
            )
        return config

    @event_priority(EARLY)  # before other plugins add generated files
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Stop at a file that came after the checks: no check has seen it."""
        handed = self.run.handed
        docs = config.docs_dir
        least = InclusionLevel.DRAFT.value  # drafts are excluded, too
        names = [
            one.src_uri for one in files if one.src_dir == docs and one.inclusion.value > least
        ]
        for name in unknown_files(handed.build.content, names):
            if handed.previewed is None:  # under `mkdocs serve` the next build is on its way
                raise Abort(f"{name} has come into docs/ during the build. Build again.")
        handed.published = frozenset(names)
        return files

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Render the text that was checked, whatever stands in the file by now."""
        build = self.run.build
        return text_of(build.content, page.file.src_uri)


def _brand_problems(config: MkDocsConfig, own: Path | None) -> Iterator[BrandProblem]:
    """Yield why what makes the site its owner's cannot be used."""
    yield from color_problems(config.extra.get("colors"))
    # Material names an icon of its own where a site names none.
    favicon = config.theme.get("favicon")
    named = None if favicon == MATERIAL_FAVICON else favicon
    for name, value in (("logo", config.theme.get("logo")), ("favicon", named)):
        problem = picture_problem(name, value, own)
        if problem is not None:
            yield problem
    for name in UNUSED:
        problem = unused_problem(name, config[name])
        if problem is not None:
            yield problem


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
        country=setting(
            os.environ.get("SITE_COUNTRY", config.extra.get("country")),
            "SITE_COUNTRY (extra.country of mkdocs.yml)",
            LONGEST_COUNTRY,
        ),
        today=today,
        expires=last_day(today, config.extra.get("expires_after")),
    )


def _public_address(config: MkDocsConfig) -> str:
    """The site's address; `mkdocs serve` puts this computer's there, which is not the site's."""
    host, port = config.dev_addr
    if (config.site_url or "").startswith(f"http://{host}:{port}/"):
        return ""
    address = os.environ.get("SITE_URL", config.site_url)
    # MkDocs writes the links of 404.html from it.
    config.site_url = public_address(address, "SITE_URL (site_url of mkdocs.yml)")
    return config.site_url
