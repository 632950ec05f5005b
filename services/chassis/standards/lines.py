"""What a line of text never has: control characters, what turns the direction of writing, and what is none.

U+FFFE and U+FFFF are no characters, and no XML has them, nor a workbook.
"""

import re

NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
LONGEST_LINE = 200
"""Characters of a name, wherever it is said: in a request, a sheet or a form."""
