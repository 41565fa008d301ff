"""Who gets what at which address: one line an address and method, one column each member of the cast.

    ok    the page (200)                                   in    led to the log-in page
    done  something was done, and led on (302)             hat   asked to change the hat
    go    led on, with nothing done
    a number is the status: 403 not in this role, 404 there is nothing here, 409 not now, 422 refused with a sentence

An address without a line fails the tests. To add one: choose the line as it should be, not as it is; put words of the
address that `world.py` does not know into WORDS, and what a POST sends into BODIES, harmless wherever it can be.
"""

from dataclasses import dataclass

from tests.architecture import access_proposals, openness_rows


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what the cast gets, in the order of `world.CAST`."""

    method: str
    name: str
    expected: tuple[str, ...]


# The columns: nobody logged in, worker, delegate, presiding, operator, scrutineer, desk, secretary, chair;
# of another union secretary, chair, delegate; and a screen that knows its token.
TABLE = """
GET  accounts:home                in   ok   go   go   go   go   go   go   go    go   go   go    in
GET  accounts:login               ok   go   go   go   go   go   go   go   go    go   go   go    ok
POST accounts:login              422   go   go   go   go   go   go   go   go    go   go   go   422
GET  accounts:code                go   go   go   go   go   go   go   go   go    go   go   go    go
POST accounts:code                go   go   go   go   go   go   go   go   go    go   go   go    go
POST accounts:code-again          go   go   go   go   go   go   go   go   go    go   go   go    go
GET  accounts:password            ok   go   go   go   go   go   go   go   go    go   go   go    ok
POST accounts:password           422   go   go   go   go   go   go   go   go    go   go   go   422
GET  accounts:slip               404  404  404  404  404  404  404  404  404   404  404  404   404  # off by default
POST accounts:slip               404  404  404  404  404  404  404  404  404   404  404  404   404
GET  accounts:slip-code          404  404  404  404  404  404  404  404  404   404  404  404   404
POST accounts:slip-code          404  404  404  404  404  404  404  404  404   404  404  404   404
GET  accounts:help                ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
POST accounts:demo               404  404  404  404  404  404  404  404  404   404  404  404   404
POST accounts:logout              go done done done done done done done done  done done done    go
GET  accounts:hat                 in   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    in
POST accounts:hat                 in  404  404  404  404  404  404  404  404   404  404  404    in
GET  accounts:account             in   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    in
GET  accounts:change-password     in   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    in
POST accounts:change-password     in  422  422  422  422  422  422  422  422   422  422  422    in
POST accounts:end-all             in done done done done done done done done  done done done    in
POST accounts:end-session         in   go done   go   go   go   go   go   go    go   go   go    in

GET  registry:union               in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  registry:people              in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:people              in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  registry:enroll              in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:enroll              in  404  404  404  404  404  404  422  422   404  404  404    in
GET  registry:person              in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:appoint             in  404  404  404  404  404  404  422  422   404  404  404    in
POST registry:dismiss             in  404  404  404  404  404  404  422  422   404  404  404    in
POST registry:end-membership      in  404  404  404  404  404  404  422  422   404  404  404    in
GET  registry:imports             in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  registry:import-new          in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:import-new          in  404  404  404  404  404  404  422  422   404  404  404    in
GET  registry:import-template     in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  registry:import              in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:import              in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:import-read         in  404  404  404  404  404  404   go   go   404  404  404    in
GET  registry:import-progress     in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:import-again        in  404  404  404  404  404  404 done done   404  404  404    in
POST registry:import-apply        in  404  404  404  404  404  404 done done   404  404  404    in
POST registry:import-undo         in  404  404  404  404  404  404   go   go   404  404  404    in
GET  registry:import-refused      in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  registry:import-row          in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST registry:import-row          in  404  404  404  404  404  404 done done   404  404  404    in

GET  keep-worker                  ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
POST set_language                 go   go   go   go   go   go   go   go   go    go   go   go    go

GET  congress:now                 in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:now-part            in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:bar                 in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:rollcall-answer     in  404 done done done done done  404  404   404  404  404    in
GET  congress:sign-in             in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:sign-in             in  404   go   go   go   go   go  404  404   404  404  404    in
GET  congress:wall-code           in  404   go   go   go   go   go  404  404   404  404  404    in
POST congress:wall-code           in  404  422  422  422  422  422  404  404   404  404  404    in
GET  congress:own-code            in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:papers              in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:notice              in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:opinions            in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:opinions            in  404 done done done done done  404  404   404  404  404    in
GET  congress:opinion-table       in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:room                in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:room-part           in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:room-come           in  404 done done done done done  404  404   404  404  404    in
POST congress:room-people         in  404   go   go   go   go   go  404  404   404  404  404    in  # head and recorder
POST congress:room-opinion        in  404 done done done done done  404  404   404  404  404    in
POST congress:room-line           in  404   go done done done done  404  404   404  404  404    in  # not one's own
POST congress:room-summary        in  404  422  422  422  422  422  404  404   404  404  404    in
GET  congress:mine                in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:leave               in  404 done done done done done  404  404   404  404  404    in
POST congress:ask-leave           in  404   go done done done done  404  404   404  404  404    in
POST congress:withdraw-speech     in  404 done  404  404  404  404  404  404   404  404  404    in
POST congress:ask-to-speak        in  404   go done done done done  404  404   404  404  404    in
GET  congress:paper               in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:paper-compare       in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:follow              in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:follow-part         in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:follow-bar          in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:paper-read           in  404  204  204  204  204  204  404  404   404  404  404    in
GET  congress:paper-file          in  404   ok   ok   ok   ok   ok   ok   ok   404  404  404    in
GET  congress:ballot              in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:comment             in  404   go   go   go   go   go  404  404   404  404  404    in  # told on the page
POST congress:ballot              in  404 done done done done done  404  404   404  404  404    in
GET  congress:ballot-state        in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:voter-key           in  404  422  422  422  422  422  404  404   404  404  404    in
POST congress:cast-sealed         in  404  422  422  422  422  422  404  404   404  404  404    in
POST congress:open-ballot         in  404  422  422  422  422  422  404  404   404  404  404    in
GET  congress:box-file            in  404   ok   ok   ok   ok   ok   ok   ok   404  404  404    in
GET  congress:box-head            in  404   ok   ok   ok   ok   ok   ok   ok   404  404  404    in
GET  congress:check-ballot        in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
GET  congress:key                 in  404  404  404  404   ok  404  404  404   404  404  404    in
POST congress:key-begin           in  404  404  404  404  409  404  404  404   404  404  404    in
POST congress:key-send            in  404  404  404  404  422  404  404  404   404  404  404    in
GET  congress:box                 in  404  404  404  404   ok  404  404  404   404  404  404    in
POST congress:sign-roll           in  404  404  404  404  422  404  404  404   404  404  404    in
POST congress:sign-head           in  404  404  404  404  422  404  404  404   404  404  404    in
POST congress:release-share       in  404  404  404  404  409  404  404  404   404  404  404    in
POST congress:host-key            in  404  404  409  409  404  404  404  404   404  404  404    in
GET  congress:chair               in  404  404   ok   ok  404  404  404  404   404  404  404    in
GET  congress:screens             in  404  404   ok   ok  404  404  404  404   404  404  404    in
GET  congress:screens-live        in  404  404   ok   ok  404  404  404  404   404  404  404    in
POST congress:wall-turn           in  404  404  422  422  404  404  404  404   404  404  404    in  # no paper is shown
POST congress:screens-take-back   in  404  404 done done  404  404  404  404   404  404  404    in
POST congress:wall-welcome        in  404  404 done done  404  404  404  404   404  404  404    in
GET  congress:chair-part          in  404  404   ok   ok  404  404  404  404   404  404  404    in
POST congress:step                in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:adjourn             in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:reschedule          in  404  404  422  422  404  404  404  404   404  404  404    in  # no day is named
POST congress:note                in  404  404 done done  404  404  404  404   404  404  404    in
POST congress:wall-choice         in  404  404 done done  404  404  404  404   404  404  404    in
POST congress:extend              in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:on-paper            in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:void                in  404  404 done done  404  404  404  404   404  404  404    in
POST congress:poll-begin          in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:poll-end            in  404  404   go   go  404  404  404  404   404  404  404    in
GET  congress:poll                in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:poll                in  404  409  409  409  409  409  404  404   404  404  404    in
POST congress:trial-begin         in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:trial-end           in  404  404   go   go  404  404  404  404   404  404  404    in
GET  congress:trial               in  404   ok   ok   ok   ok   ok  404  404   404  404  404    in
POST congress:trial               in  404  409  409  409  409  409  404  404   404  404  404    in
POST congress:runoff            in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:waive-groups        in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:remand              in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:call-next           in  404  404 done done  404  404  404  404   404  404  404    in
POST congress:speaker-list        in  404  404 done done  404  404  404  404   404  404  404    in
POST congress:rollcall-start      in  404  404  409  409  404  404  404  404   404  404  404    in
POST congress:rollcall-settle     in  404  404 done done  404  404  404  404   404  404  404    in
POST congress:more-time           in  404  404  409  409  404  404  404  404   404  404  404    in
GET  congress:desk                in  404  404  404   ok  404   ok   ok   ok   404  404  404    in
GET  congress:desk-rows           in  404  404  404   ok  404   ok   ok   ok   404  404  404    in
POST congress:login-slips         in  404  404  404  403  404  403  422  422   404  404  404    in  # off by default
POST congress:desk-enter          in  404  404  404   go  404   go   go   go   404  404  404    in
GET  congress:rollcall-desk       in  404  404  404   ok  404   ok   ok   ok   404  404  404    in
POST congress:rollcall-confirm    in  404  404  404 done  404 done done done   404  404  404    in
POST congress:desk-out            in  404  404  404 done  404 done done done   404  404  404    in
POST congress:decide-leave        in  404  404  404  403  404  403 done done   404  404  404    in
GET  congress:count               in  404  404  404  404   ok  404  404  404   404  404  404    in
GET  congress:count-part          in  404  404  404  404   ok  404  404  404   404  404  404    in
POST congress:attach-photo         in  404  404  404  404   go  404  404  404   404  404  404    in  # told on the page
GET  congress:sheet-photo          in  404  404  404  404   ok  404   ok   ok   404  404  404    in
POST congress:sign-sheet          in  404  404  404  404  422  404  404  404   404  404  404    in
GET  congress:figures             in  404  404  404  404  404  404  404  404   404  404  404    in  # not counted
GET  congress:written-names       in  404  404  404  404   ok  404  404  404   404  404  404    in
POST congress:written-names       in  404  404  404  404  409  404  404  404   404  404  404    in
POST congress:open-wall           in  404  404 done done  404  404 done done   404  404  404    in
POST congress:open-podium         in  404  404 done done  404  404 done done   404  404  404    in
GET  congress:ballot-slips        in  404  404  404   ok  404   ok   ok   ok   404  404  404    in
POST congress:slip-issue          in  404  404  404  422  404  422  422  422   404  404  404    in
POST congress:slip-back           in  404  404  404   go  404   go   go   go   404  404  404    in
POST congress:open-kiosk          in  404  404  404 done  404 done done done   404  404  404    in
GET  congress:kiosk             404  404  404  404  404  404  404  404  404   404  404  404    ok
POST congress:kiosk-ballot      404  404  404  404  404  404  404  404  404   404  404  404   422
POST congress:kiosk-cast        404  404  404  404  404  404  404  404  404   404  404  404   422
GET  congress:kiosk-file        404  404  404  404  404  404  404  404  404   404  404  404    ok
GET  congress:podium             404  404  404  404  404  404  404  404  404   404  404  404    ok
GET  congress:podium-frame       404  404  404  404  404  404  404  404  404   404  404  404    ok
GET  congress:wall               404  404  404  404  404  404  404  404  404   404  404  404    ok
GET  congress:wall-frame         404  404  404  404  404  404  404  404  404   404  404  404    ok
GET  congress:wall-qr            404  404  404  404  404  404  404  404  404   404  404  404    ok

GET  congress:after              in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:after-draft        in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:after-step         in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:resolution         in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:resolution         in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:resolution-adopt   in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:minutes-draft      in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:minutes-edit       in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:minutes-edit       in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:minutes-sign       in  404  404  404  404  404  404   go done   404  404  404    in
POST congress:after-post         in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:objection-answer   in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:after-file         in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:packet             in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:archive            in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:archive-build      in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:archive-hand-in    in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:archive-take-back  in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:archive-seal       in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:archive-file       in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:document           in  404   ok   ok   ok   ok   ok   ok   ok   404  404  404    in
GET  congress:posting            ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
GET  congress:poster             ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
GET  congress:posting-qr         ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
GET  congress:posting-text       ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
POST congress:posting-object     in done done done done done done done done    go   go   go    in

GET  congress:prepare-list        in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  congress:prepare-term        in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST congress:prepare-term        in  404  404  404  404  404  404  422  422   422  422  404    in
GET  congress:prepare            in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:prepare-basics     in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-measures   in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-upward     in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-delegates  in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-delegate   in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-qualification  in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-qualification-file  in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-bodies     in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-agenda     in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-item-new   in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-item       in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-materials  in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-paper      in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-paper-compare  in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-opinions   in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-group      in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-notices    in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-rehearsal  in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-fallback   in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:roll-imports       in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:roll-template      in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:roll-import        in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:roll-refused       in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:roll-row           in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:prepare-meeting    in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-basics     in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-measures   in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-upward     in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-answer     in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-delegate   in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-mandate-end  in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-item-new   in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-item       in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-materials  in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-group      in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-notices    in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-resume     in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:roll-imports       in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:roll-row           in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-meeting    in  404  404  404  404  404  404  422  422   404  404  404    in
GET  congress:prepare-conduct    in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-conduct    in  404  404  404  404  404  404  422  422   404  404  404    in
GET  congress:prepare-sites      in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-sites      in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-site       in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-site-remove in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-site-group in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-site-delegate in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-refreeze   in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-lead       in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-group-move  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-qualification  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-template   in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:prepare-ballot     in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-ballot     in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-ballot-add in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-ballot-classes in 404 404 404 404 404 404 422 422 404 404 404 in
POST congress:prepare-ballot-row in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-ballot-standing  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-item-move  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-item-signed  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-item-remove  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-sign-union  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-sign-unit  in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:prepare-group-plan  in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-group-plan  in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:prepare-open-rooms  in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:prepare-answers     in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-answers     in  404  404  404  404  404  404  422  422   404  404  404    in
GET  congress:prepare-opinion     in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-answer-back in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-notice-send  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-notice-resend  in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-rehearsed  in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-printed    in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-override   in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-ready      in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-take-back  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-postpone   in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-cancel     in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:roll-read          in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:prepare-opinion-window  in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:prepare-opinion-window  in  404  404  404  404  404  404   go   go   404  404  404    in
GET  demo:hall                   404  404  404  404  404  404  404  404   404  404  404  404   404
POST demo:arrive                 404  404  404  404  404  404  404  404   404  404  404  404   404
POST demo:phones                 404  404  404  404  404  404  404  404  404   404  404  404   404
POST demo:answer                 404  404  404  404  404  404  404  404  404   404  404  404   404
POST demo:vote                   404  404  404  404  404  404  404  404   404  404  404  404   404
GET  congress:roll-progress      in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:roll-apply         in  404  404  404  404  404  404   go   go   404  404  404    in  # the congress votes
POST congress:roll-undo          in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-appoint    in  404  404  404  404  404  404  404  404   404  404  404    in
POST congress:prepare-post-end   in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-serve      in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-paper-withdraw  in  404  404  404  404  404  404   go   go   404  404  404    in
POST congress:prepare-paper-remind  in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-must-read  in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:roll-again         in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:roll-row-kind      in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:prepare-bodies     in  404  404  404  404  404  404   ok   ok   404  404  404    in

GET  congress:between              in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:joint-new            in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:committee-new        in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:joint                in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:joint-edit           in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:joint-item-new       in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:committee            in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:correction           in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:correction-paper-new in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:correction-mended    in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:correction-paper     in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:correction-reply     in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:corrections          in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  congress:correction-new       in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST congress:joint-new            in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:committee-new        in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:joint-edit           in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:joint-item-new       in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:correction-paper-new in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:correction-mended    in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:correction-reply     in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:correction-new       in  404  404  404  404  404  404  422  422   422  422  404    in
POST congress:committee            in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:joint-item-remove    in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:joint-remove         in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:committee-head       in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:committee-leave      in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:committee-dissolve   in  404  404  404  404  404  404 done done   404  404  404    in
POST congress:committee-join       in  404  404  404  404  404  404  404  404   404  404  404    in

GET  congress:term               in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:term-extend        in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:term-extend        in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:term-approve       in  404  404  404  404  404  404  422  422   404  404  404    in
POST congress:term-close         in  404  404  404  404  404  404   go   go   404  404  404    in
GET  congress:term-call          in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:term-call          in  404  404  404  404  404  404  422  422   404  404  404    in
GET  congress:term-call-handle   in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:term-call-handle   in  404  404  404  404  404  404 done done   404  404  404    in
GET  congress:term-units         in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  congress:term-unit          in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:term-unit          in  404  404  404  404  404  404 done done   404  404  404    in
GET  congress:term-by-election   in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:term-by-election   in  404  404  404  404  404  404  422  422   404  404  404    in
GET  congress:term-seats         in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:term-seats         in  404  404  404  404  404  404 done done   404  404  404    in
GET  congress:term-recall        in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST congress:term-recall        in  404  404  404  404  404  404  422  422   404  404  404    in

GET  portal:calendar              in  404  404  404  404  404  404   ok   ok    ok   ok  404    in

GET  ui:catalogue                 ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
GET  ui:frame                     ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
POST ui:refusal                  422  422  422  422  422  422  422  422  422   422  422  422   422
GET  ui:part                      ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
"""

WORDS: dict[str, dict[str, str]] = {
    "congress:box-file": {"name": "manifest.json"},
    "congress:chair-part": {"name": "run"},
    "congress:after-step": {"name": "resolutions"},
    "congress:decide-leave": {"request_id": "leave_id"},
    "congress:document": {"key": "agenda", "ending": "json"},
    "congress:kiosk": {"token": "kiosk_token"},
    "congress:kiosk-ballot": {"token": "kiosk_token"},
    "congress:kiosk-cast": {"token": "kiosk_token"},
    "congress:kiosk-file": {"token": "kiosk_token", "name": "roll.txt"},
    "congress:podium": {"token": "podium_token"},
    "congress:podium-frame": {"token": "podium_token"},
    "congress:posting-text": {"resolution_id": "adopted_id"},
    "congress:prepare-group-move": {"way": "down"},
    "congress:prepare-ballot-row": {"way": "down"},
    "congress:prepare-item-move": {"way": "down"},
    "congress:prepare-qualification-file": {"ending": "docx"},
    "congress:roll-again": {"batch_id": "roll_id"},
    "congress:roll-apply": {"batch_id": "roll_id"},
    "congress:roll-import": {"batch_id": "roll_id"},
    "congress:roll-progress": {"batch_id": "roll_id"},
    "congress:roll-read": {"batch_id": "roll_id"},
    "congress:roll-refused": {"batch_id": "roll_id"},
    "congress:roll-row": {"batch_id": "roll_id"},
    "congress:roll-row-kind": {"batch_id": "roll_id", "way": "observer"},
    "congress:roll-undo": {"batch_id": "roll_id"},
    "congress:room-line": {"way": "support"},
    "congress:speaker-list": {"way": "close"},
    "accounts:slip-code": {"code": "23456789ABCD"},
    "congress:wall-turn": {"way": "on"},
    "registry:import-progress": {"until": "applied"},
    "ui:frame": {"name": "phone"},
    "ui:part": {"name": "buttons"},
}
"""Words of an address that stand for something else there; the name of another id of the world, or the text itself."""

MARKS_BY_LOOKING = {"congress:notice", "congress:paper", "congress:paper-read"}
"""Addresses where a look is itself an act: opening a paper or a notice leaves the receipt that it was read."""

BODIES: dict[str, dict[str, str]] = {
    "accounts:hat": {"hat": "nobody:nowhere"},
    "congress:ballot": {"choice": "for", "key": "0b8f0d0e-7f2c-4a53-9a52-0c1a8a6f2f10"},
    "congress:resolution": {"number": "9号", "title": "关于议题的决议", "text": "一、通过。"},
    "congress:minutes-edit": {"text": "会议纪要。"},
    "congress:after-post": {"until": "2026-12-31"},
    "congress:objection-answer": {"text": "已核对。"},
    "congress:archive-hand-in": {"serves": "media", "reason": "没有拍照"},
    "congress:posting-object": {"text": "第七条有误。"},
    "congress:prepare-appoint": {"role": "teller"},
    "congress:prepare-ballot": {"kind": "ITEMS"},
    "congress:prepare-ballot-add": {"names": "夜班补贴"},
    "congress:prepare-ballot-standing": {"standing": "OFFICIAL"},
    "congress:term-call-handle": {"do": "settle", "answer": "已经协商解决"},
    "congress:term-seats": {"seats": "2"},
    "congress:term-unit": {"result": "first", "on": "2026-03-02", "where": "车间公告栏"},
    "congress:prepare-must-read": {"must_read": "1"},
    "congress:roll-row": {"name": "韦立", "number": "HD2", "category": "一线"},
    "congress:opinions": {"text": "建议增加班车。", "key": "1b8f0d0e-7f2c-4a53-9a52-0c1a8a6f2f10"},
    "congress:room-opinion": {"text": "建议增加班车。", "key": "2b8f0d0e-7f2c-4a53-9a52-0c1a8a6f2f10"},
    "congress:waive-groups": {"text": "须今日表决"},
    "congress:ask-to-speak": {"kind": "SPEECH"},
    "congress:rollcall-settle": {"outcome": "KEPT"},
    "congress:rollcall-confirm": {"entry": "001"},
    "congress:note": {"text": "设备已检查。"},
    "registry:import-row": {"name": "韦立", "number": "HD2"},
    "congress:wall-choice": {"what": "PAUSE", "text": "休会十分钟"},
    "congress:wall-welcome": {"text": "无线网 HeDu-Meeting"},
    "congress:poll-begin": {"text": "是否延长午休？"},
    "congress:void": {"text": "题目有误"},
    "congress:remand": {"text": "材料不全"},
    "congress:ask-leave": {"reason": "出差"},
    "congress:sign-sheet": {"channel": "ONLINE"},
    "congress:desk-enter": {"entry": "001"},
    "congress:step": {"step": "nothing", "target": "nothing"},
}
"""What a POST sends; nothing where it is not named."""


def _read(table: str) -> list[Row]:
    """Read the table. A spare space or a comment in it means nothing."""
    lines = [line.split("#")[0].split() for line in table.splitlines()]
    return [Row(method, name, tuple(_plain(cell) for cell in cells)) for method, name, *cells in filter(None, lines)]


def _plain(cell: str) -> str:
    return "200" if cell == "ok" else cell


ROWS = _read(TABLE + access_proposals.TABLE + openness_rows.TABLE)
WORDS |= access_proposals.WORDS | openness_rows.WORDS
BODIES |= access_proposals.BODIES | openness_rows.BODIES
