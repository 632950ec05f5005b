"""What `linli up` says when the house is ready."""

from urllib.parse import quote

from rich.console import Console

from deploy.linli.demo import COMMUNITY_ID, MICRO_ID

console = Console(soft_wrap=True, highlight=False)


def say_address(url: str) -> None:
    console.print(
        f"\n[bold]Linli 邻里[/bold] is ready at [bold]{url}[/bold]  ·  {url}/console in a browser"
        f"  ·  {url}/docs shows every route"
    )


def say_demo(url: str, tokens: dict[str, str], key: str) -> None:
    """Tokens one a line, a platform's key, then requests that work as printed."""
    console.print("\n[bold]Demo tokens[/bold], valid for 12 hours, new at each start:\n")
    for role, token in tokens.items():
        console.print(f"{role:20} {token}", markup=False)
    console.print(f"{'platform key':20} {key}", markup=False)
    console.print("\n[bold]Try[/bold] — find areas by name, raise a case, see the cases of the community:\n")
    for line in curl_lines(url, tokens):
        console.print(line, markup=False)
    console.print("\nCtrl-C stops the house; what it accepted is kept.")


def curl_lines(url: str, tokens: dict[str, str]) -> list[str]:
    search = f"{url}/v1/areas?name_prefix={quote('八里庄')}"
    cases = f"{url}/v1/cases?area_id={COMMUNITY_ID}"
    body = f'{{"area_id": "{MICRO_ID}", "text": "楼道灯不亮"}}'
    register = (
        f"{_curl(tokens['resident'])} -H 'Content-Type: application/json'"
        f""" -H "Idempotency-Key: $(date +%s%N)" -d '{body}' '{url}/v1/cases'"""
    )
    return [
        f"{_curl(tokens['district_officer'])} '{search}'",
        register,
        f"{_curl(tokens['community_secretary'])} '{cases}'",
    ]


def _curl(token: str) -> str:
    return f"curl -s -H 'Authorization: Bearer {token}'"
