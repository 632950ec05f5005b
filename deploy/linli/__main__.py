"""`python -m deploy.linli …`."""

from deploy.linli.main import main

main()
