/** Every text of the capture page, in one place. */

import { t, tn } from "../words";
import type { Measure } from "./contract";

export const words = {
  // The day
  day: t("Today’s visits"),
  backToDay: t("Today’s visits"),
  opening: t("Opening the day"),
  noVisits: t("No visits today."),
  noVisitsHow: t("Your day is as your timetable has it. If a visit is missing here, look at Today."),
  today: t("Today"),
  now: t("Now"),
  others: t("Visits of colleagues in your classes"),
  outcome: { held: t("Held"), shortened: t("Shortened"), missed: t("Missed") } as Record<string, string>,
  minutesLeft: (minutes: number) => tn("{count} minute left", "{count} minutes left", minutes),
  startsIn: (minutes: number) => tn("starts in {count} minute", "starts in {count} minutes", minutes),
  over: t("time is over"),
  fromTo: (starts: string, ends: string) => t("{starts} to {ends}", { starts, ends }),
  childrenNamed: (names: string[]) => names.join(", ") || t("No children"),

  // No day to show
  insecure: t(
    "This page keeps entries safe only over a secure connection. Ask for an address that begins with https.",
  ),
  unkept: t("This browser does not let the page keep anything."),
  unkeptHow: t("Open it in a window that is not private, and make sure that the device has room."),
  night: t("The day is over, so its children were taken off this device."),
  nightHow: t("Connect and open the day again. What you tapped is still here."),
  silentNoPack: t("No connection, and no day is kept on this device yet."),
  silentNoPackHow: t("Connect once in the morning. After that the page works without a network."),
  signedOutNoPack: t("You are signed out."),
  signedOutNoPackHow: t("Sign in to open the day."),
  voided: t("This device has been locked. Its key and its children were taken off it."),
  notAllowed: t("This page is for therapists and assistants."),
  safeHere: (count: number) =>
    tn(
      "{count} entry is safe here, locked until its maker signs in.",
      "{count} entries are safe here, locked until their maker signs in.",
      count,
    ),
  tryAgain: t("Try again"),
  signIn: t("Sign in"),
  signInToSend: (count: number) =>
    count
      ? tn(
          "Sign in to send. {count} entry is safe here.",
          "Sign in to send. {count} entries are safe here.",
          count,
        )
      : t("You are signed out. You can go on tapping; it is kept here."),
  notSentNow: (count: number) =>
    count
      ? tn(
          "{count} entry is safe here and is not sent.",
          "{count} entries are safe here and are not sent.",
          count,
        )
      : t("What you tap is kept here and is not sent."),
  noLongerIn: t(
    "If you can no longer sign in here, save what is kept as a file. A coordinator takes it in, in your name.",
  ),
  keptHere: (count: number) => tn("{count} kept here", "{count} kept here", count),
  notSentYet: t(", not sent yet"),
  setAside: (count: number) => tn("{count} set aside", "{count} set aside", count),
  allSent: t("All sent"),
  sending: t("Sending"),
  notKept: t(
    "That tap could not be kept: this device has no room. It does not count. Free some space, then tap again.",
  ),

  // A card
  step: (number: number) => t("Step {number}", { number }),
  level: (number: number) => t("Level {number}", { number }),
  watched: {
    participation: t("Joins in"),
    engagement: t("With classmates"),
    initiations: t("Starts something"),
    risk_taking: t("Dares to try"),
    confidence: t("How it felt"),
  } as Partial<Record<Measure, string>> as Record<Measure, string>,
  soFar: t("So far"),
  nothingYet: t("nothing yet"),
  lastTime: (on: string, what: string) => `${on}: ${what}`,
  goalsOf: (name: string) => t("Goals of {name}", { name }),
  of: (part: number, whole: number) => t("{part} of {whole}", { part, whole }),
  intervalsUnit: t("intervals"),
  withUnit: t("with others"),
  stepsUnit: (alone: string) => t("steps: {alone}", { alone }),
  timesUnit: (count: number) => tn("time", "times", count),
  inTime: (time: string) => t("in {time}", { time }),
  stretches: (count: number) => tn("{count} stretch", "{count} stretches", count),
  lastOf: (count: number) => (count === 1 ? t("once") : t("last of {count}", { count })),
  levelUnit: t("level"),
  was: (before: string) => t("was {before}", { before }),
  dots: (full: number, half: number, empty: number) =>
    [
      full && t("{full} full", { full }),
      half && t("{half} in part", { half }),
      empty && t("{empty} not", { empty }),
    ]
      .filter(Boolean)
      .join(", "),
  helpDots: (alone: number, helped: number, not: number) =>
    [
      alone && t("{alone} alone", { alone }),
      helped && t("{helped} with help", { helped }),
      not && t("{not} not yet", { not }),
    ]
      .filter(Boolean)
      .join(", "),
  howMuchHelp: (name: string) => t("How much help, {name}", { name }),
  notYet: t("Not yet"),
  other: t("Other"),
  percentOf: (name: string) => t("Percent, {name}", { name }),
  keep: t("Keep"),
  oneMore: t("one more"),
  oneMoreFor: (name: string) => t("One more, {name}", { name }),
  oneLessFor: (name: string) => t("One less, {name}", { name }),
  once: t("One more"),
  watch: t("Watch the clock"),
  watchFirst: t("Start watching"),
  stopWatching: t("Stop watching"),
  watching: (time: string) => t("Watching for {time}", { time }),
  watchedFor: (time: string) => t("watched for {time}", { time }),
  start: t("Start"),
  stop: t("Stop"),
  discard: t("Leave this out"),
  running: (title: string, time: string) => `${title}, ${time}`,
  cueGiven: t("Asked now"),
  started: t("Started"),
  didNotStartButton: t("Did not start"),
  didNotStart: t("did not start"),
  seconds: (count: number) => `${count} s`,
  seen: t("seen"),
  notSeen: t("not seen"),
  samplingWords: {
    partial_interval: [t("Seen"), t("Not seen")],
    whole_interval: [t("All through"), t("Not all through")],
    momentary: [t("Yes, now"), t("Not now")],
    participation: [t("Joins in"), t("Not now")],
  } as Record<string, [string, string]>,
  everySeconds: (seconds: number) =>
    seconds < 60 || seconds % 60
      ? tn("Every {count} second", "Every {count} seconds", seconds)
      : tn("Every {count} minute", "Every {count} minutes", seconds / 60),
  startSampling: t("Start"),
  stopSampling: t("Stop"),
  interval: (number: number) => t("Interval {number}", { number }),
  nextIn: (time: string) => t("next in {time}", { time }),
  endsIn: (time: string) => t("{time} left", { time }),
  lookNow: t("Look now"),
  sayNow: t("How was it?"),
  missingIntervals: (count: number) => t("{count} not coded", { count }),
  steps: (name: string) => t("Steps, {name}", { name }),
  nextRound: t("Once more from the start"),
  nowStep: (title: string) => t("Now: {title}", { title }),
  allSteps: t("All steps are done."),
  levels: (title: string, name: string) => `${title}, ${name}`,
  scaleMissing: t("Level without words"),
  company: (name: string) => t("With whom is {name} now?", { name }),
  faces: (name: string) => t("How did it feel, {name}?", { name }),
  howFelt: (routine: string) =>
    routine ? t("How did {routine} feel today?", { routine }) : t("How did it feel today?"),
  turnScreen: t("Turn the screen"),
  handOver: (name: string) => t("Hand over to {name}", { name }),
  handOverHelp: t("Five faces and a few pictures, over the whole screen. A child may leave it."),
  skip: t("Skip"),
  notToday: t("Not today"),
  toShow: t("Is there something you want to show?"),
  whatHelped: t("What helped?"),
  whatWasHard: t("What was hard?"),
  voiceDone: t("Done"),
  thankYou: (name: string) => t("Thank you, {name}.", { name }),
  thatIsFine: (name: string) => t("That is fine, {name}.", { name }),
  giveBack: t("You can give this back now."),
  adultHold: t("For the adult: hold to go back"),
  adultYes: t("Back to the visit"),
  adultNo: t("Stay here"),
  pictureCredit: t("Pictures: OpenMoji, CC BY-SA 4.0"),

  // A child
  more: (name: string) => t("More about {name}", { name }),
  away: t("Away"),
  isAway: (name: string, why: string) => t("{name} is away: {why}.", { name, why }),
  isThere: (name: string) => t("{name} is there", { name }),
  whyAway: (name: string) => t("Why is {name} away?", { name }),
  jumpTo: t("Children"),

  // Foot
  undo: t("Undo"),
  nothingToUndo: t("Nothing to undo"),
  undone: (what: string) => t("Taken back: {what}.", { what }),
  addWord: t("Add a word"),
  endVisit: t("End visit"),
  openAgain: t("Open again"),
  wordTitle: t("Add a word"),
  wordAbout: t("About"),
  theVisit: t("The visit"),
  wordLabel: t("A word about it"),
  wordKept: t("Your word is kept."),
  leftOver: (title: string, day: string) => t("You had begun a word about {title}, {day}", { title, day }),
  leftOverOf: (name: string, title: string, day: string) =>
    t("You had begun a word about {name} in {title}, {day}", { name, title, day }),
  leftOverHelp: t("It is on this device alone. Keep it, or throw it away."),
  throwAway: t("Throw away"),
  close: t("Close"),
  cancel: t("Back"),

  // End
  endTitle: (title: string) => t("End {title}", { title }),
  tapped: t("What was tapped"),
  nothingTapped: t("Nothing was tapped."),
  clocksStop: (count: number) =>
    tn(
      "{count} clock still runs; it stops and counts with the end.",
      "{count} clocks still run; they stop and count with the end.",
      count,
    ),
  howEnded: t("How did it end?"),
  held: t("Held"),
  shortened: t("Shortened"),
  missed: t("Missed"),
  howLong: t("Minutes that it lasted"),
  whyMissed: t("Why was it missed?"),
  aWord: t("A word, if it helps"),
  chooseReason: t("Choose a reason first."),
  minutesWrong: (most: number) => t("Write the minutes, from 1 to {most}.", { most }),
  ended: (title: string, outcome: string) => `${title}: ${outcome}.`,
  endedNow: (outcome: string) => t("This visit has ended: {outcome}.", { outcome }),

  // Drawer
  drawer: t("This visit and this device"),
  thisVisit: t("This visit"),
  thisDevice: t("This device"),
  role: t("Role in class"),
  noRole: t("Not said"),
  setting: t("Where"),
  adult: t("Adult with the child"),
  material: t("Material"),
  materialHelp: t("For example: pencil grip, tablet, picture cards"),
  forGoal: (title: string) => t("For this goal only: {title}", { title }),
  sameAsVisit: t("As the visit"),
  second: t("Second observer"),
  secondHelp: t(
    "You record the same span beside somebody else, for agreement. You see only your own counts.",
  ),
  secondOn: t("Second observer"),
  scan: t("Scan the group"),
  scanHelp: t("One look per child in turn: watch, then say with whom."),
  hand: t("Hand"),
  right: t("Right"),
  left: t("Left"),
  sound: t("Soft sound at the end of an interval"),
  buzz: t("Vibration at the end of an interval"),
  theme: t("Light or dark"),
  otherPages: t("To the other pages"),

  // Scan
  scanTitle: t("Scan the group"),
  watchChild: (name: string) => t("Watch {name}", { name }),
  codeChild: (name: string) => t("With whom is {name}?", { name }),
  startScan: t("Start"),
  scanPlace: (number: number, count: number) => t("Child {number} of {count}", { number, count }),
  scanDone: (count: number) => tn("{count} child coded.", "{count} children coded.", count),
  anotherRound: t("Another round"),
  nobodyToScan: t("Nobody is there to look at."),

  // Outbox
  outbox: t("What is kept on this device"),
  waitingNow: (waiting: number, refused: number) =>
    waiting
      ? tn("{count} entry waits to be sent.", "{count} entries wait to be sent.", waiting)
      : refused
        ? t("Nothing else waits to be sent.")
        : t("Everything has been sent."),
  othersWait: (count: number) =>
    tn(
      "{count} entry of somebody else waits for that person’s sign-in.",
      "{count} entries of somebody else wait for that person’s sign-in.",
      count,
    ),
  sendNow: t("Send now"),
  saveFile: t("Save as a file"),
  saveFileHelp: t(
    "For a coordinator, where this device can no longer connect. The file can be read only by Alongside.",
  ),
  stateSilent: t("The server did not answer. It is tried again by itself."),
  refusedTitle: t("Not taken by the server"),
  sendAgain: t("Send again"),
  change: t("Change"),
  asNew: t("Keep as a new entry"),
  seenAt: (when: string) => t("seen at {when}", { when }),
  withdrawal: t("taken back"),
  percentLabel: t("Percent"),
  secondsLabel: t("Seconds"),
  watchedLabel: t("Seconds watched"),
  timesLabel: t("Times"),
  everyLabel: t("Seconds of an interval"),
  helpLabel: t("Help"),
  levelLabel: t("Level"),
  faceLabel: t("Face"),
  stepLabel: t("Step"),
  companyLabel: t("With whom"),
  seenLabel: t("Seen"),
  yes: t("Yes"),
  no: t("No"),
  drop: t("Drop"),
  dropSure: t("Drop it? It is lost then."),
  dropYes: t("Drop it"),
  childLabel: t("Child"),
  visitLabel: t("Visit"),
  goalLabel: t("Goal"),
  unreadable: t("The server could not read this entry. Change it, or write it as a new one."),
  broke: t("The server failed over this entry. Send it again later, or save it as a file."),
};
