"""The lines of the proposals in the table of `access_table`, with the words and bodies they need."""

# The columns are those of `access_table`. The delegate is the author, presiding and scrutineer have co-signed; the
# worker handles in the lead department; the union next door got it as a recommendation.
TABLE = """
GET  proposals:mine               in   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    in
GET  proposals:new                in  404   ok   ok   ok   ok   ok  404  404   404  404   ok    in
POST proposals:new                in  404  422  422  422  422  422  404  404   404  404  422    in
GET  proposals:one                in  404   ok   ok  404   ok  404  404  404   404  404  404    in
GET  proposals:edit               in  404  404  404  404  404  404  404  404   404  404  404    in  # answered already
POST proposals:edit               in  404  404  404  404  404  404  404  404   404  404  404    in
GET  proposals:invite             in  404  404  404  404  404  404  404  404   404  404  404    in
POST proposals:invite             in  404  404  404  404  404  404  404  404   404  404  404    in
POST proposals:ask                in  404   go  404  404  404  404  404  404   404  404  404    in
GET  proposals:letter             in  404   ok   ok  404   ok  404  404  404   404  404  404    in
GET  proposals:step               in  404   ok   go  404   go  404  404  404   404  404  404    in
POST proposals:step               in  404 done  404  404  404  404  404  404   404  404  404    in  # own alone
GET  proposals:tasks              in   ok  404  404  404  404  404  404  404   404  404  404    in
POST proposals:tasks              in   ok  404  404  404  404  404  404  404   404  404  404    in
GET  proposals:tasks-sheet        in   ok  404  404  404  404  404  404  404   404  404  404    in
GET  proposals:task               in   ok  404  404  404  404  404  404  404   404  404  404    in
GET  proposals:open               in   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    in
POST proposals:open               in   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    in
GET  proposals:open-one           in   ok  404  404  404  404  404   ok   ok   404  404  404    in
GET  proposals:desk               in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST proposals:desk               in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  proposals:desk-sheet         in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  proposals:desk-one           in  403  404  404  404  404  404   ok   ok   404  404  404    in
GET  proposals:figures            in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  proposals:figures-sheet      in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  proposals:report             in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST proposals:report-hand-in     in  404  404  404  404  404  404   go   go   404  404  404    in
GET  proposals:calls              in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  proposals:call-new           in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST proposals:call-new           in  404  404  404  404  404  404  422  422   422  422  404    in
POST proposals:call-end           in  403  404  404  404  404  404 done done   404  404  404    in
GET  proposals:departments        in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  proposals:department-new     in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST proposals:department-new     in  404  404  404  404  404  404  422  422   422  422  404    in
GET  proposals:department         in  403  404  404  404  404  404   ok   ok   404  404  404    in
POST proposals:department         in  403  404  404  404  404  404   ok   ok   404  404  404    in
POST proposals:department-end     in  403  404  404  404  404  404 done done   404  404  404    in
POST proposals:hand-new           in  403  404  404  404  404  404  404  404   404  404  404    in  # nobody is named
POST proposals:hand-end           in  403  404  404  404  404  404 done done   404  404  404    in
GET  proposals:below              in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  proposals:below-one          in  404  404  404  404  404  404  404  404    ok   ok  404    in
"""

WORDS: dict[str, dict[str, str]] = {
    "proposals:call-end": {"call_id": "proposals_call"},
    "proposals:letter": {"side": "own"},
    "proposals:report": {"ending": "docx"},
    "proposals:step": {"place": "own", "verb": "rate"},
}
BODIES: dict[str, dict[str, str]] = {"proposals:step": {"grade": "SATISFIED"}}
