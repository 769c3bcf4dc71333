import { useEffect, useMemo, useState } from 'react';
import type { WirePerson, WirePlace, WireState } from '../wire.ts';
import { api } from './api.ts';
import { BottomBar, Notices, TopBar, type ViewName } from './bars.tsx';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Home } from './home.tsx';
import { Met } from './met.tsx';
import { OrganisationDialog } from './organisation-dialog.tsx';
import { Panel } from './panel.tsx';
import { PeopleDialog } from './people-dialog.tsx';
import { placeOf } from './place-of.ts';
import { Sidebar } from './sidebar.tsx';
import { type Actions, useActions } from './use-actions.ts';
import { useClock } from './use-clock.ts';
import { LookContext, type LookName } from './use-look.ts';
import { useNotice } from './use-notice.ts';
import type { SandboxFeed } from './use-sandbox.ts';
import { type SeenMarks, useSeen } from './use-seen.ts';
import { firstCommand } from './welcome.tsx';

interface Props {
  readonly me: WirePerson;
  readonly placeId: string;
  readonly state: WireState;
  readonly feed: SandboxFeed;
  readonly go: (as: string, place: string) => void;
  readonly look: LookName;
  readonly onLook: (name: LookName) => void;
}

/** The whole messenger as one person: chats, the conversation, the clock. */
export function Desk({ me, placeId, state, feed, go, look, onLook }: Props) {
  const [notice, tell] = useNotice();
  const seen = useSeen();
  const clock = useClock(me.id, feed.refresh, tell);
  const [dialog, setDialog] = useState<DialogName>();
  const [view, setView] = useState<ViewName>('talk');
  const [isPanelOpen, setIsPanelOpen] = useState(() => matchMedia('(min-width: 1080px)').matches);
  const page = placeId === 'home' || placeId === 'met' ? placeId : undefined;
  const place = page ? undefined : placeOf(state, me, placeId);
  const actions = useActions(me.id, place?.id ?? 'home', feed.refresh, tell);
  useHome(page === 'home', me.id, look, state.now, clock.isMoving ? nothing : feed.refresh, tell);
  useEffect(() => {
    if (place) seen.look(me, place);
  }, [place, me, seen.look]);

  const goTo = (as: string, where: string) => {
    go(as, where);
    setView('talk');
    setDialog(undefined);
  };
  const named = useMemo(() => ({ name: look, people: state.people }), [look, state.people]);
  return (
    <div className="desk" data-view={view} data-panel={isPanelOpen} data-look={look}>
      <TopBar
        clock={state.clock}
        isPanelOpen={isPanelOpen}
        onPanel={() => setIsPanelOpen(!isPanelOpen)}
        look={look}
        onLook={onLook}
        onView={setView}
      />
      <Sidebar
        me={me}
        clock={state.clock}
        places={state.places}
        people={state.people}
        current={place?.id ?? page ?? 'home'}
        seen={seen}
        onGo={(where) => goTo(me.id, where)}
        onPeople={() => setDialog('people')}
        onOrganisation={() => setDialog('organisation')}
      />
      <main>
        <LookContext value={named}>
          <Page {...{ me, state, actions, goTo, page, place }} onFail={tell} />
        </LookContext>
      </main>
      <Panel clock={state.clock} control={clock} upcoming={feed.upcoming} />
      <BottomBar view={view} onView={setView} />
      <Dialogs
        {...{ me, state, seen, dialog, actions, look }}
        onChoose={(person) => goTo(person, page ?? placeFor(person, me, place))}
        onImported={feed.refresh}
        onClose={() => setDialog(undefined)}
      />
      <Notices words={notice ?? feed.problem} />
    </div>
  );
}

type DialogName = 'people' | 'organisation';

interface DialogsProps {
  readonly me: WirePerson;
  readonly state: WireState;
  readonly seen: SeenMarks;
  readonly dialog: DialogName | undefined;
  readonly look: LookName;
  readonly actions: Actions;
  readonly onChoose: (person: string) => void;
  readonly onImported: () => Promise<void>;
  readonly onClose: () => void;
}

function Dialogs({ me, state, seen, dialog, actions, look, onChoose, onImported, onClose }: DialogsProps) {
  const { form } = actions;
  return (
    <>
      {dialog === 'people' && <PeopleDialog {...{ me, seen, onChoose, onClose }} people={state.people} />}
      {dialog === 'organisation' && <OrganisationDialog onDone={onImported} onClose={onClose} />}
      {form && (
        <FormDialog
          key={form.id}
          form={form}
          look={look}
          people={state.people}
          onSubmit={actions.submit}
          onClose={actions.closeForm}
        />
      )}
    </>
  );
}

interface PageProps extends TalkProps {
  readonly page: 'home' | 'met' | undefined;
  readonly place: WirePlace | undefined;
  readonly onFail: (what: unknown) => void;
}

/** What stands in the middle: a conversation, who has met whom, or the person's home. */
function Page({ page, place, onFail, ...common }: PageProps) {
  if (place) return <Talk {...common} place={place} />;
  return page === 'met' ? <Met now={common.state.now} onFail={onFail} /> : <OwnHome {...common} />;
}

interface TalkProps {
  readonly me: WirePerson;
  readonly state: WireState;
  readonly actions: Actions;
  readonly goTo: (as: string, place: string) => void;
}

function Talk({ me, state, actions, goTo, place }: TalkProps & { readonly place: WirePlace }) {
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  const key = `${me.id} ${place.id}`;
  const draft = (at: string, text: string) => setDrafts((before) => ({ ...before, [at]: text }));
  const as = me.admin ? me : (state.people.find((person) => person.admin) ?? me);
  const tryIt = () => {
    const channel = place.kind === 'channel' && me.admin ? place.id : 'general';
    draft(`${as.id} ${channel}`, firstCommand);
    goTo(as.id, channel);
  };
  return (
    <Conversation
      place={place}
      me={me}
      messages={state.messages.filter((message) => message.place === place.id)}
      onPress={(message, button) => actions.press(message.id, button)}
      onOpenChat={(chat) => goTo(me.id, chat)}
      onMember={(isMember) => void actions.setMember(place.id, isMember)}
      tryAs={as.id === me.id ? undefined : as.name}
      onTry={tryIt}
      composer={
        <Composer
          key={key}
          me={me}
          people={state.people}
          places={state.places}
          placeName={place.name}
          draft={drafts[key] ?? ''}
          onDraft={(text) => draft(key, text)}
          onSend={actions.say}
        />
      }
    />
  );
}

function OwnHome({ me, state, actions, goTo }: TalkProps) {
  return (
    <Home
      me={me}
      home={state.home}
      onPress={(button) => actions.press('home', button)}
      onOpenChat={(chat) => goTo(me.id, chat)}
    />
  );
}

// Somebody else may not be in the chat one was looking at.
function placeFor(person: string, me: WirePerson, place: WirePlace | undefined): string {
  if (!place) return 'home';
  if (place.kind === 'personal') return place.id.replace(me.id, person);
  return place.people.includes(person) ? place.id : `personal:${person}`;
}

const nothing = () => undefined;

// While the clock moves, each look would bring a later time and with it the next look: the regular one has to do.
function useHome(
  isOpen: boolean,
  as: string,
  look: LookName,
  now: string,
  refresh: () => unknown,
  tell: (what: unknown) => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time may have brought another home
  useEffect(() => {
    if (isOpen) api.home(as, look).then(refresh, tell);
  }, [isOpen, as, look, now, refresh, tell]);
}
