"""Runs one notebook in place, cell by cell. Given to the environment's own Python as text: imports nothing of ours."""

from __future__ import annotations

import sys


def main(tools: str, path: str) -> None:
    """Run the notebook, print what its cells print, and keep its outputs, also of the cells before one that fails."""
    sys.path.append(tools)
    import nbclient  # type: ignore[import-not-found, unused-ignore]
    import nbformat  # type: ignore[import-not-found, unused-ignore]
    from jupyter_client.kernelspec import KernelSpec  # type: ignore[import-not-found, unused-ignore]
    from jupyter_client.manager import AsyncKernelManager  # type: ignore[import-not-found, unused-ignore]

    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    # The kernel finds what the proof brought after the project's own packages.
    start = (
        f"import sys; sys.path.append({tools!r}); sys.path.insert(0, ''); "
        "from ipykernel.kernelapp import launch_new_instance; launch_new_instance()"
    )
    manager = AsyncKernelManager(kernel_name="python3")
    manager._kernel_spec = KernelSpec(argv=[sys.executable, "-c", start, "-f", "{connection_file}"], language="python")  # noqa: SLF001

    def say(cell: nbformat.NotebookNode, cell_index: int, **_: object) -> None:
        sys.stdout.write(f"cell {cell_index + 1} of {path}\n")
        for output in cell.outputs:
            text = output.get("text") or (output.get("data") or {}).get("text/plain") or ""
            sys.stdout.write(f"{text}\n" if text else "")
        sys.stdout.flush()

    client = nbclient.NotebookClient(book, km=manager, timeout=None, on_cell_executed=say, record_timing=False)
    try:
        client.execute()
    except nbclient.exceptions.CellExecutionError as error:
        sys.stdout.write(f"{error}\n")
        sys.exit(1)
    finally:
        nbformat.write(book, path)


if __name__ == "__main__":
    main(*sys.argv[1:])
