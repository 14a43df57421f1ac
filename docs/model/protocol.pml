/*
 * How groups of records become objects and checkpoints, and how leases pass from worker to worker: a model for spin.
 * eng/model.sh checks it; README.md beside it says what is in it, what is not, and what was found.
 *
 * The names are those of the code: lease, owner, counter, checkpoint, pending; PREPARE, PUT, COMMIT, FINISH; take, adopt, release.
 * Two pods share the shards. Each pod runs one ShardWorker and one Fleet for each shard; they meet only in the lease table and in
 * the object store. Every worker may stand still at any point, for any time, and go on later: each of them may be a zombie.
 *
 * Checked without faults, each with so many TROUBLES (see below):
 *   (nothing)      a parent with 3 records, its child with 2
 *   ONE_SHARD      one shard with 4 records. With NAMED_BY_LAST the keys also hold the last number, so that two groups that begin
 *                  alike have different keys and the store cannot help; with TAKE_IN_TWO_STEPS a take lies any time after the scan
 *   MERGE          two parents, one child
 *   EARLIER_LIFE   one shard whose lease table was lost: objects of an earlier life stand, or are still on their way
 *
 * Planted faults, to see that the properties can fail:
 *   NO_FENCE                  lease writes are unconditional
 *   FENCE_WITHOUT_OWNER       they demand checkpoint and pending only
 *   FENCE_WITHOUT_RANGE       they demand owner and counter only
 *   TAKE_UNCONDITIONAL        a take demands nothing
 *   TAKE_KEEPS_COUNTER        a take writes the owner and leaves the counter
 *   GONE_KEEPS_LEASE          the lease of a pod that is gone is never taken
 *   ASSUME_WRITE_HAPPENED     a lease write without an answer passes for done
 *   ASSUME_WRITE_FAILED       ... passes for not done, and another group is chosen
 *   REFUSED_TRIES_AGAIN       a refused lease write is repeated without a look at the item
 *   PREPARE_SKIPPED           objects are put without a pending group
 *   COMMIT_BEFORE_PUT         the checkpoint moves before the objects stand
 *   IGNORE_PENDING            a new owner does not look at the pending group
 *   NEW_BOUNDARY              a new owner keeps the pending group only if all of its objects exist; otherwise it cuts new groups
 *   PENDING_IS_DONE           a new owner commits the pending group without looking for the objects
 *   OVERWRITE_PUT             PUT without If-None-Match
 *   TAKEN_KEY_IS_DONE         a key that is taken passes for done, whatever is there
 *   ALL_AT_ONCE               the first object is not put alone
 *   ADOPT_WITHOUT_COMPLETING  an earlier life's range is committed without its missing objects
 *   CHILD_BEFORE_PARENT_END   a child is read at once
 *   ONE_PARENT_ENOUGH         a merged shard is read when one parent is finished
 * HORIZON_MOVED, with EARLIER_LIFE, is no fault but a limit that docs/guarantee.md states.
 * RECORDS_ONLY leaves out the properties of the lease, so that only harm to the records counts.
 */

/* ---- sizes: every number is small, every order of events is tried ---------------------------------------------------------- */

#define MOST_RECORDS 4   /* in a shard */
#define GROUP_RECORDS 3  /* a group has 1 to 3 records: a clock may cut it anywhere */
#define OBJECT_RECORDS 2 /* an object has 2 at most, so a group of 3 records is two objects */

#define IS_FINISHED(s) (lease[s].checkpoint == SHARD_END)
#define IS_DURABLE(s) (written[s] == UP_TO(LAST(s)))

#if defined(MERGE)
#define SHARDS 3
#define CHILD 2
#define LAST(s) 1
#define PARENTS_DURABLE(s) (s != CHILD || (IS_DURABLE(0) && IS_DURABLE(1)))
#ifdef ONE_PARENT_ENOUGH
#define PARENTS_FINISHED(s) (s != CHILD || IS_FINISHED(0) || IS_FINISHED(1))
#else
#define PARENTS_FINISHED(s) (s != CHILD || (IS_FINISHED(0) && IS_FINISHED(1)))
#endif
#define ALL_FINISHED (IS_FINISHED(0) && IS_FINISHED(1) && IS_FINISHED(2))
#define ALL_DURABLE (IS_DURABLE(0) && IS_DURABLE(1) && IS_DURABLE(2))
#elif defined(ONE_SHARD) || defined(EARLIER_LIFE)
#define SHARDS 1
#define CHILD 1 /* there is none */
#ifdef ONE_SHARD
#define LAST(s) 4
#else
#define LAST(s) 3
#endif
#define PARENTS_DURABLE(s) true
#define PARENTS_FINISHED(s) true
#define ALL_FINISHED IS_FINISHED(0)
#define ALL_DURABLE IS_DURABLE(0)
#else
#define SHARDS 2
#define CHILD 1
#define LAST(s) (3 - (s))
#define PARENTS_DURABLE(s) (s != CHILD || IS_DURABLE(0))
#ifdef CHILD_BEFORE_PARENT_END
#define PARENTS_FINISHED(s) true
#else
#define PARENTS_FINISHED(s) (s != CHILD || IS_FINISHED(0))
#endif
#define ALL_FINISHED (IS_FINISHED(0) && IS_FINISHED(1))
#define ALL_DURABLE (IS_DURABLE(0) && IS_DURABLE(1))
#endif

/*
 * How often trouble strikes in one run, of any kind and at any point: a pod's process ends, and comes back as a new incarnation or
 * never; a worker that runs is taken for dead; a run is abandoned and the same process starts again; the answer to a lease write is
 * lost; a lease write arrives late; a lease is given away. A PUT may always be late: it arrives at any time after it was sent.
 */
#ifndef TROUBLES
#define TROUBLES 2
#endif

byte troubles = TROUBLES;
#define TROUBLE troubles > 0 -> troubles--

/* ---- the lease table -------------------------------------------------------------------------------------------------------- */

#define NOBODY 0
#define GONE 3 /* an owner whose process has ended; the pods as they are now are 1 and 2 */
#define OTHER(pod) (3 - pod)
#define NONE 0 /* nothing is pending */
#define SHARD_END 7

typedef Lease {
  bool exists;
  byte owner;
  byte counter;
  byte checkpoint; /* last committed record; 0 is TRIM_HORIZON */
  byte pending     /* last record of the pending range, which begins after the checkpoint */
};

Lease lease[SHARDS];

/* What the scan of a Fleet showed, when that is told apart from the take. */
typedef Sight {
  bool isSet;
  byte owner;
  byte counter
};

Sight sights[2 * SHARDS];
#define SIGHT_OF(pod, s) sights[(pod) - 1 + 2 * (s)]

/* One lease write whose sender has stopped waiting for it. It arrives whenever it likes, and its condition is judged then. */
typedef LateWrite {
  bool isUnderWay;
  byte shard;
  byte owner, counter, checkpoint, pending;            /* what it demands */
  byte newOwner, newCounter, newCheckpoint, newPending /* what it writes */
};

LateWrite late;

/* ---- the object store ------------------------------------------------------------------------------------------------------- */

#define LEAST(a, b) ((a) < (b) -> (a) : (b))
#define UP_TO(record) ((1 << (record)) - 1)
#define RANGE(first, last) (UP_TO(last) & ~UP_TO((first) - 1))

/* An object exists under its first record and tells the last record of its group and its part; with the cut, that says all of it. */
#define OBJECT(last, part) ((last) + ((part) - 1) * MOST_RECORDS)
#define GROUP_LAST(object) (((object) - 1) % MOST_RECORDS + 1)
#define GROUP_FIRST(first, object) ((first) - ((object) - 1) / MOST_RECORDS * OBJECT_RECORDS)
#define RECORDS(first, object) RANGE(first, LEAST((first) + OBJECT_RECORDS - 1, GROUP_LAST(object)))
#define BIT(object) (1 << ((object) - 1))

/* The key of the object that begins with a record of a group. */
#ifdef NAMED_BY_LAST
#define KEYS (2 * MOST_RECORDS + 1)
#define KEY(first, groupLast) ((first) + ((first) < groupLast -> MOST_RECORDS : 0))
#else
#define KEYS (MOST_RECORDS + 1)
#define KEY(first, groupLast) (first)
#endif

typedef Store {
  byte object[KEYS]; /* what is under the key; 0 is nothing */
  byte flying[KEYS]  /* PUTs on their way: one bit for each object */
};

Store store[SHARDS];
byte written[SHARDS]; /* records that stand in an object, one bit each */

/* ---- the properties: each is asserted under its name ------------------------------------------------------------------------ */

hidden byte every_record_once;       /* no record is in two objects */
hidden byte nothing_is_missing;      /* when all shards are finished, every record is in an object */
hidden byte objects_in_order;        /* an object is created after all records before its group are durable */
hidden byte child_after_parents;     /* ... and after all records of all parents are */
hidden byte objects_never_change;
hidden byte no_shard_halts;          /* whatever is under a key of a group is explained: the same range, or an earlier life's */
hidden byte checkpoint_is_durable;   /* all records up to a checkpoint are in objects */
hidden byte checkpoint_never_back;
hidden byte counter_never_back;
hidden byte only_the_owner_writes;   /* PREPARE, COMMIT, FINISH and release are written under the owner and the counter that stand */
hidden byte finished_stays_finished; /* a finished lease is neither taken nor changed */

#define HOLDS(property, condition) property = (condition); assert(property)

/* A lease write takes effect. */
inline apply(i, toOwner, toCounter, toCheckpoint, toPending, byOwner, byCounter) {
#ifndef RECORDS_ONLY
  HOLDS(only_the_owner_writes, byOwner == lease[i].owner && byCounter == lease[i].counter);
  HOLDS(finished_stays_finished, !IS_FINISHED(i));
  HOLDS(checkpoint_never_back, toCheckpoint >= lease[i].checkpoint);
  HOLDS(counter_never_back, toCounter >= lease[i].counter);
#endif
  HOLDS(checkpoint_is_durable, (UP_TO(LEAST(toCheckpoint, LAST(i))) & ~written[i]) == 0);
  lease[i].owner = toOwner;
  lease[i].counter = toCounter;
  lease[i].checkpoint = toCheckpoint;
  lease[i].pending = toPending
}

/* A PUT arrives. If-None-Match lets it create an object only where nothing stands. */
inline land(i, key, first, what) {
  store[i].flying[key] = store[i].flying[key] & ~BIT(what);
  if
  :: store[i].object[key] == 0 ->
     HOLDS(child_after_parents, PARENTS_DURABLE(i));
     HOLDS(objects_in_order, (UP_TO(GROUP_FIRST(first, what) - 1) & ~written[i]) == 0);
     HOLDS(every_record_once, (RECORDS(first, what) & written[i]) == 0);
     written[i] = written[i] | RECORDS(first, what);
     store[i].object[key] = what
  :: else ->
#ifdef OVERWRITE_PUT
     HOLDS(objects_never_change, store[i].object[key] == what);
#endif
     skip
  fi
}

/* The process of a pod ends. Its name holds its incarnation, so what it owns and what it sent is never mistaken for its successor's. */
inline end_process(pod, i) {
  if :: lease[i].owner == pod -> lease[i].owner = GONE :: else fi;
  if :: SIGHT_OF(OTHER(pod), i).owner == pod -> SIGHT_OF(OTHER(pod), i).owner = GONE :: else fi;
  if
  :: late.isUnderWay && late.shard == i ->
     if :: late.owner == pod -> late.owner = GONE :: else fi;
     if :: late.newOwner == pod -> late.newOwner = GONE :: else fi
  :: else
  fi
}

/* ---- the worker of a shard: writes to its lease ------------------------------------------------------------------------------ */

#define STANDS(i, o, c, k, p) (lease[i].owner == (o) && lease[i].counter == (c) && lease[i].checkpoint == (k) && lease[i].pending == (p))

/* The fence: a lease write demands that owner, counter, checkpoint and pending are as the worker last saw them. */
#if defined(NO_FENCE)
#define FENCE(i, o, c, k, p) true
#elif defined(FENCE_WITHOUT_RANGE)
#define FENCE(i, o, c, k, p) (lease[i].owner == (o) && lease[i].counter == (c))
#elif defined(FENCE_WITHOUT_OWNER)
#define FENCE(i, o, c, k, p) (lease[i].checkpoint == (k) && lease[i].pending == (p))
#elif defined(PREPARE_SKIPPED)
#define FENCE(i, o, c, k, p) STANDS(i, o, c, k, NONE)
#else
#define FENCE(i, o, c, k, p) STANDS(i, o, c, k, p)
#endif
#define IS_FENCED FENCE(s, me, counter, checkpoint, pending)

/* The worker knows that its write took effect. */
#define TOOK_EFFECT(toCounter, toCheckpoint, toPending) \
  counter = toCounter; checkpoint = toCheckpoint; pending = toPending; \
  last = 0; done = 0; isKeeping = isKeeping && pending != NONE

#if defined(ASSUME_WRITE_HAPPENED)
#define UNANSWERED(toCounter, toCheckpoint, toPending) TOOK_EFFECT(toCounter, toCheckpoint, toPending); break
#elif defined(ASSUME_WRITE_FAILED)
#define UNANSWERED(toCounter, toCheckpoint, toPending) last = 0; goto ready
#else
#define UNANSWERED(toCounter, toCheckpoint, toPending) skip /* it is tried again */
#endif

/* What may end a run at any point: the process ends; a failure ends this run only; a scan shows a higher counter of another owner. */
#define RUN_MAY_END \
  :: atomic { TROUBLE -> end_process(me, s); goto idle } \
  :: atomic { TROUBLE -> goto idle } \
  :: atomic { lease[s].owner != me && lease[s].counter > counter -> goto idle }

/*
 * HeldLease.WriteAsync: repeats what was not answered, and settles a refusal by reading the item. A refusal and its reading are one
 * step here: what is read later would have been refused later too.
 */
inline write_lease(toOwner, toCounter, toCheckpoint, toPending) {
  do
  :: atomic { IS_FENCED ->
       apply(s, toOwner, toCounter, toCheckpoint, toPending, me, counter);
       TOOK_EFFECT(toCounter, toCheckpoint, toPending); break }
  :: atomic { IS_FENCED && TROUBLE -> /* it took effect, and the answer is lost */
       apply(s, toOwner, toCounter, toCheckpoint, toPending, me, counter);
       UNANSWERED(toCounter, toCheckpoint, toPending) }
  :: atomic { !late.isUnderWay && TROUBLE -> /* it has not arrived yet, which looks the same */
       late.isUnderWay = true; late.shard = s;
       late.owner = me; late.counter = counter; late.checkpoint = checkpoint; late.pending = pending;
       late.newOwner = toOwner; late.newCounter = toCounter; late.newCheckpoint = toCheckpoint; late.newPending = toPending;
       UNANSWERED(toCounter, toCheckpoint, toPending) }
  :: atomic { !IS_FENCED -> /* refused */
       if
       :: STANDS(s, toOwner, toCounter, toCheckpoint, toPending) -> TOOK_EFFECT(toCounter, toCheckpoint, toPending); break
#ifdef REFUSED_TRIES_AGAIN
       :: else -> skip
#else
       :: else -> goto idle /* lost, or changed from outside: what is stored is read again */
#endif
       fi }
  RUN_MAY_END
  od
}

/* ---- the worker of a shard: its objects -------------------------------------------------------------------------------------- */

/* The object of the pending group that is put next. */
#define FIRST (checkpoint + 1 + done)
#define WANTED OBJECT(pending, done / OBJECT_RECORDS + 1)
#define FOUND store[s].object[KEY(FIRST, pending)]
#define FLYING store[s].flying[KEY(FIRST, pending)]
#define SECOND (checkpoint + 1 + OBJECT_RECORDS)
#define FLYING_SECOND store[s].flying[KEY(SECOND, pending)]

#ifdef ALL_AT_ONCE
#define SEND_OTHERS if :: SECOND <= pending -> FLYING_SECOND = FLYING_SECOND | BIT(OBJECT(pending, 2)) :: else fi
#else
#define SEND_OTHERS skip
#endif

#define IS_SAME_RANGE (FOUND == WANTED)
#if defined(OVERWRITE_PUT)
#define MAY_SEND (FOUND != WANTED && (FLYING & BIT(WANTED)) == 0)
#define IS_STORED IS_SAME_RANGE
#define IS_OTHER_RANGE false
#elif defined(TAKEN_KEY_IS_DONE)
#define MAY_SEND (FOUND == 0 && (FLYING & BIT(WANTED)) == 0)
#define IS_STORED (FOUND != 0)
#define IS_OTHER_RANGE false
#else
#define MAY_SEND (FOUND == 0 && (FLYING & BIT(WANTED)) == 0)
#define IS_STORED IS_SAME_RANGE
#define IS_OTHER_RANGE (FOUND != 0 && !IS_SAME_RANGE)
#endif

/* ---- the worker of a shard ---------------------------------------------------------------------------------------------------- */

proctype ShardWorker(byte me; byte s) {
  byte counter, checkpoint, pending; /* the lease as last seen */
  byte reached;                      /* last record that is committed, or stored and not committed yet */
  byte last;                         /* last record of the range to be prepared */
  byte done;                         /* records of the pending range whose objects stand */
  bool isKeeping;                    /* a pending group of an earlier owner or life is kept: nothing new is read before it is committed */

idle:
  atomic { counter = 0; checkpoint = 0; pending = 0; reached = 0; last = 0; done = 0; isKeeping = false }
end: /* until a lease is this pod's: adopt it as it stands */
  atomic {
    lease[s].owner == me && !IS_FINISHED(s) ->
    counter = lease[s].counter; checkpoint = lease[s].checkpoint; pending = lease[s].pending; reached = checkpoint;
    isKeeping = pending != NONE;
    if
#if defined(IGNORE_PENDING)
    :: isKeeping -> isKeeping = false; goto ready
#elif defined(PENDING_IS_DONE)
    :: isKeeping -> reached = pending; goto commit
#elif defined(NEW_BOUNDARY)
    :: isKeeping && (UP_TO(pending) & ~written[s]) == 0 -> goto put
    :: isKeeping && (UP_TO(pending) & ~written[s]) != 0 -> isKeeping = false; goto ready
#else
    :: isKeeping -> goto put /* PendingGroupRecovery: what was prepared comes before anything new */
#endif
    :: else -> goto ready
    fi
  }

put: /* GroupObjects: the first object alone, the next when it stands. Objects that a HEAD finds need no PUT. */
#ifdef COMMIT_BEFORE_PUT
  reached = pending;
  write_lease(me, counter, reached, pending);
#endif
  if
  :: atomic { MAY_SEND -> FLYING = FLYING | BIT(WANTED); SEND_OTHERS; goto put }
  :: atomic { IS_STORED -> /* created now, or there already, which is the same: the next object, or the end of the group */
       done = done + OBJECT_RECORDS;
       if
       :: checkpoint + done < pending -> goto put
       :: else -> done = 0; reached = pending; if :: isKeeping -> goto commit :: else -> goto ready fi
       fi }
  :: atomic { IS_OTHER_RANGE -> /* same start, other end: an earlier life's, which is adopted. Anything else would halt the shard. */
       HOLDS(no_shard_halts, done == 0 && GROUP_LAST(FOUND) != pending);
       last = GROUP_LAST(FOUND); isKeeping = true }
     write_lease(me, counter, checkpoint, last);
#ifdef ADOPT_WITHOUT_COMPLETING
     reached = pending; goto commit;
#endif
     goto put
  :: atomic { isKeeping && TROUBLE -> goto release }
  RUN_MAY_END
  fi;

ready: /* ShardLoop: everything up to reached is stored */
  if
#ifdef PREPARE_SKIPPED
  :: atomic { reached < LAST(s) && reached == checkpoint -> pending = reached + 1; goto put }
  :: atomic { reached + 1 < LAST(s) && reached == checkpoint -> pending = reached + 2; goto put }
#else
  :: atomic { reached < LAST(s) -> /* a group is closed */
       last = reached + 1;
       do
       :: last < LAST(s) && last < reached + GROUP_RECORDS -> last++
       :: break
       od }
     write_lease(me, counter, reached, last); /* PREPARE, and COMMIT of the group before */
     goto put
#endif
  :: reached == LAST(s) -> goto finish
  :: reached != checkpoint -> goto commit
  :: atomic { reached == checkpoint && TROUBLE -> goto release }
  RUN_MAY_END
  fi;

commit:
  write_lease(me, counter, reached, NONE);
  goto ready;

finish:
  write_lease(NOBODY, counter, SHARD_END, NONE);
  if /* ChildLeases: makes the lease of the child, which is this pod's at once when all parents are finished */
  :: atomic { s != CHILD && CHILD < SHARDS ->
       if
       :: !lease[CHILD].exists && PARENTS_FINISHED(CHILD) ->
          lease[CHILD].exists = true; lease[CHILD].owner = me; lease[CHILD].counter = 1
       :: !lease[CHILD].exists && !PARENTS_FINISHED(CHILD) -> lease[CHILD].exists = true
       :: lease[CHILD].exists
       fi }
  :: s == CHILD || CHILD >= SHARDS
  RUN_MAY_END
  fi;
  goto idle;

release: /* to the other pod under a new counter, or to nobody; a pending group that is not kept yet stays */
  if
  :: write_lease(OTHER(me), counter + 1, checkpoint, pending)
  :: write_lease(NOBODY, counter, checkpoint, pending)
  fi;
  goto idle
}

/* ---- the rest of a pod: takes leases that are free, whose owner is gone, or whose owner is taken for dead -------------------- */

#ifdef GONE_KEEPS_LEASE
#define IS_FREE (lease[s].owner == NOBODY)
#else
#define IS_FREE (lease[s].owner == NOBODY || lease[s].owner == GONE)
#endif
#define MAY_BE_READ (lease[s].exists && !IS_FINISHED(s) && PARENTS_FINISHED(s))
#define SIGHT SIGHT_OF(me, s)
#define LOOK SIGHT.isSet = true; SIGHT.owner = lease[s].owner; SIGHT.counter = lease[s].counter

#ifdef TAKE_UNCONDITIONAL
#define IS_AS_SEEN true
#else
#define IS_AS_SEEN (lease[s].owner == SIGHT.owner && lease[s].counter == SIGHT.counter)
#endif

inline take() {
  HOLDS(finished_stays_finished, !IS_FINISHED(s));
#ifndef TAKE_KEEPS_COUNTER
  lease[s].counter++;
#endif
  lease[s].owner = me
}

proctype Fleet(byte me; byte s) {
end:
  do
#ifdef TAKE_IN_TWO_STEPS
  :: atomic { !SIGHT.isSet && MAY_BE_READ && IS_FREE -> LOOK }
  :: atomic { !SIGHT.isSet && MAY_BE_READ && lease[s].owner == OTHER(me) && TROUBLE -> LOOK }
  :: atomic { SIGHT.isSet -> /* conditional on the owner and the counter that were seen */
       if :: IS_AS_SEEN -> take() :: else fi;
       SIGHT.isSet = false; SIGHT.owner = 0; SIGHT.counter = 0 }
#else
  :: atomic { MAY_BE_READ && IS_FREE -> take() }
  :: atomic { MAY_BE_READ && lease[s].owner == OTHER(me) && TROUBLE -> take() }
#endif
  od
}

/* ShardSync makes the leases of all listed shards, a child's at any time. */
proctype ShardSync() {
end:
  atomic { CHILD < SHARDS && !lease[CHILD].exists -> lease[CHILD].exists = true }
}

/* ---- requests on their way ---------------------------------------------------------------------------------------------------- */

#define ARRIVES(what) :: atomic { store[s].flying[key] & BIT(what) -> land(s, key, first, what) }

/* PUTs to one key, in any order. */
proctype Wire(byte s; byte key; byte first) {
end:
  do
  ARRIVES(1) ARRIVES(2) ARRIVES(3) ARRIVES(4) ARRIVES(5) ARRIVES(6) ARRIVES(7) ARRIVES(8)
  od
}

proctype LateLeaseWrite() {
end:
  do
  :: atomic { late.isUnderWay ->
       if
       :: FENCE(late.shard, late.owner, late.counter, late.checkpoint, late.pending) ->
          apply(late.shard, late.newOwner, late.newCounter, late.newCheckpoint, late.newPending, late.owner, late.counter)
       :: else
       fi;
       late.isUnderWay = false; late.shard = 0;
       late.owner = 0; late.counter = 0; late.checkpoint = 0; late.pending = 0;
       late.newOwner = 0; late.newCounter = 0; late.newCheckpoint = 0; late.newPending = 0 }
  od
}

/* ---- an earlier life of the stream, whose lease table is lost ----------------------------------------------------------------- */

#ifdef EARLIER_LIFE
#define ITS_OBJECT OBJECT(last, done / OBJECT_RECORDS + 1)
#define ITS_KEY KEY(first + done, last)

inline cut_anywhere() {
  last = first;
  do
  :: last < LAST(0) && last < first + GROUP_RECORDS - 1 -> last++
  :: break
  od
}

/* A worker of that life goes on with the group it has prepared; without its lease it can commit nothing, and promise nothing more. */
proctype EarlierWorker(byte first; byte last) {
  byte done;
  do
  :: first + done <= last ->
     atomic { store[0].flying[ITS_KEY] = store[0].flying[ITS_KEY] | BIT(ITS_OBJECT) }
     if
     :: atomic { store[0].object[ITS_KEY] == ITS_OBJECT -> done = done + OBJECT_RECORDS }
     :: atomic { store[0].object[ITS_KEY] != 0 && store[0].object[ITS_KEY] != ITS_OBJECT -> break }
     fi
  :: first + done > last -> break
  od
}
#endif

/* ---- the beginning and the end ------------------------------------------------------------------------------------------------ */

/* Whatever happens, all shards are finished in the end: this process must not be left waiting (an invalid end state). */
proctype End() {
  ALL_FINISHED;
  HOLDS(nothing_is_missing, ALL_DURABLE)
}

init {
  byte s, first, last, done;
  atomic {
    for (s : 0 .. SHARDS - 1) {
      lease[s].exists = s != CHILD;
      for (first : 1 .. LAST(s)) {
        run Wire(s, first, first);
#ifdef NAMED_BY_LAST
        if :: first < LAST(s) -> run Wire(s, KEY(first, LAST(s)), first) :: else fi
#endif
      }
      run Fleet(1, s); run Fleet(2, s);
      run ShardWorker(1, s); run ShardWorker(2, s)
    }
    /* The pods are alike, so it does not matter which of them begins. */
    lease[0].owner = 1; lease[0].counter = 1;
#ifdef EARLIER_LIFE
    first = 1;
    do
    :: first <= LAST(0) -> /* a group that was stored */
       cut_anywhere();
       done = 0;
       do
       :: first + done <= last -> land(0, ITS_KEY, first + done, ITS_OBJECT); done = done + OBJECT_RECORDS
       :: else -> break
       od;
       first = last + 1
    :: first <= LAST(0) -> /* the group that was prepared last */
       cut_anywhere();
       run EarlierWorker(first, last);
       break
    :: break
    od;
#ifdef HORIZON_MOVED
    lease[0].checkpoint = 1; /* the service has trimmed the first record: reading may begin inside an old object */
#endif
#endif
    run LateLeaseWrite(); run ShardSync(); run End();
    s = 0; first = 0; last = 0; done = 0
  }
}
