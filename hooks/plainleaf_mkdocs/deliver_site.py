"""Add what servers and mirrors need: headers, the edition, compressed copies."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from plainleaf.delivery.compress import compress_beside
from plainleaf.delivery.edition import FILE, edition_json, make_edition
from plainleaf.delivery.server_config import COMPRESSED, content_security_policy, server_files
from plainleaf_mkdocs.run import LATE, Step


class DeliverSite(Step):
    """Adds what servers and mirrors need."""

    @event_priority(LATE)  # after the audit: it has no quarrel with what is written here
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write beside the pages what goes with them."""
        handed = self.run.handed
        if handed.previewed is not None:  # an author looks at the site while writing
            return
        site, settings = Path(config.site_dir), handed.build.settings
        root = Path(config.config_file_path).parent
        edition = make_edition(root, settings.name, settings.url, settings.expires)
        (site / FILE).write_text(edition_json(edition), encoding="utf-8")
        policy = content_security_policy(handed.blank)
        for name, text in server_files(policy).items():
            (site / name).parent.mkdir(exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
        found = sorted(site.rglob("*"))
        files = [one for one in found if one.suffix.removeprefix(".") in COMPRESSED]
        compress_beside([one for one in files if one.is_file()], handed.build.work.compress)
