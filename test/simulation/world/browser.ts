/** The simulated browser: starts and kills workers, and models the lock and the alarm. */
import type { Rules } from "../../../src/jobs/actor"
import type { Ports } from "../../../src/jobs/ports"
import { createRunner, type Runner } from "../../../src/jobs/runner"
import { Boundaries, type Life } from "./life"
import type { World } from "./world"

const ALARM_EVERY = 60_000
/** A worker may be killed after being idle for this long, in ms. */
const IDLE = 30_000

export class Browser {
  readonly boundaries: Boundaries
  kills = 0
  private lives: Life[] = []
  private lastLife = 0
  private readonly waitingForLock: { life: Life; acquired: () => void }[] = []
  private isAlarmSet = false
  private stopAlarm: () => void = () => undefined

  constructor(
    private readonly world: World,
    private readonly parts: {
      readonly portsFor: (life: Life) => Ports
      readonly rulesFor: (life: Life) => Rules
    },
    killAt?: ReadonlySet<number>,
  ) {
    this.boundaries = new Boundaries(world, (life, where) => this.kill(life, where), killAt)
  }

  start(): Life {
    const life: Life = {
      ...{ id: ++this.lastLife, isAlive: true, holdsLock: false, runner: null, waitsFor: 0 },
      lastMoved: this.world.timeline.now(),
    }
    this.lives.push(life)
    this.world.note(() => `browser  worker ${life.id} starts`)
    const runner = createRunner(this.parts.portsFor(life), this.parts.rulesFor(life))
    life.runner = runner
    this.arrangeAlarm(life)
    void runner.ready.then(() => this.arrangeAlarm(life))
    return life
  }

  /** Sets or clears the alarm, as the background does after every save and every start. */
  arrangeAlarm(life: Life): void {
    if (!life.isAlive || !life.runner) return
    if (life.runner.nextWake() === null) this.clearAlarm()
    else this.setAlarm()
  }

  /** Passes work to the worker, and starts one if there is none. */
  message(work: (runner: Runner) => Promise<void>): void {
    const life = this.lives.find(({ holdsLock }) => holdsLock) ?? this.lives[0] ?? this.start()
    life.lastMoved = this.world.timeline.now()
    const refused = (): void => this.world.note(() => `browser  worker ${life.id} could not write it down`)
    if (life.runner) void work(life.runner).catch(refused)
    this.arrangeAlarm(life)
  }

  /** Starts a second worker beside the running one, as an update or a browser bug might. */
  startAnother(): void {
    if (this.lives.length < 2) this.start()
  }

  acquireLock(life: Life): Promise<void> {
    return new Promise((acquired) => {
      this.waitingForLock.push({ life, acquired })
      this.handOverLock()
    })
  }

  private handOverLock(): void {
    if (this.lives.some(({ holdsLock }) => holdsLock)) return
    const next = this.waitingForLock.shift()
    if (!next) return
    if (!next.life.isAlive) {
      this.handOverLock()
      return
    }
    next.life.holdsLock = true
    this.world.after(1, () => {
      if (this.boundaries.survives(next.life, "lock, acquired")) next.acquired()
    })
  }

  kill(life: Life, where: string): void {
    if (!life.isAlive) return
    this.kills++
    this.world.count("(workers killed)")
    life.isAlive = false
    life.holdsLock = false
    this.lives = this.lives.filter((other) => other !== life)
    this.world.note(() => `browser  worker ${life.id} dies: ${where}`)
    this.handOverLock()
  }

  killAll(where: string): void {
    for (const life of [...this.lives]) this.kill(life, where)
  }

  /** Restarts the browser or updates the extension: alarms are lost, and the startup event starts a worker. */
  restart(): void {
    this.killAll("the browser is closed")
    this.clearAlarm()
    this.world.after(this.world.random.int(100, 120_000), () => {
      if (this.lives.length === 0) this.start()
    })
  }

  /** Called for each timer of a worker: during a wait longer than the idle time, the browser may kill the worker. */
  mayIdle(life: Life, delay: number): void {
    if (delay <= IDLE) return
    this.world.after(IDLE, () => {
      const isIdle = this.world.timeline.now() - life.lastMoved >= IDLE && life.waitsFor === 0
      if (life.isAlive && isIdle && this.world.happens("idle-kill", 0.5)) this.kill(life, "idle")
    })
  }

  private setAlarm(): void {
    if (this.isAlarmSet) return
    this.isAlarmSet = true
    this.ringLater()
  }

  private ringLater(): void {
    this.stopAlarm = this.world.after(ALARM_EVERY, () => {
      this.ringLater()
      if (this.lives.length === 0) this.start()
      for (const life of [...this.lives]) {
        life.runner?.wake()
        this.arrangeAlarm(life)
      }
    })
  }

  private clearAlarm(): void {
    this.isAlarmSet = false
    this.stopAlarm()
  }
}
