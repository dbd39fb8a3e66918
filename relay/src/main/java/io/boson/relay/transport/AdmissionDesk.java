package io.boson.relay.transport;

import io.boson.relay.Admission;
import io.boson.relay.Admissions;
import io.boson.relay.AttachRequest;
import io.boson.relay.RefusalReason;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts questions to the admissions off the event loops, a bounded number at once.
final class AdmissionDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionDesk.class);

    private final Admissions admissions;
    private final Executor workers;
    private final Semaphore slots;

    AdmissionDesk(Admissions admissions, Executor workers, int atOnceMax) {
        this.admissions = admissions;
        this.workers = workers;
        this.slots = new Semaphore(atOnceMax);
    }

    /// Answers exactly once, from the caller's thread or a worker's.
    void ask(AttachRequest request, Consumer<Admission> reply) {
        if (!slots.tryAcquire()) {
            reply.accept(new Admission.Refused(RefusalReason.TRY_AGAIN_LATER));
            return;
        }
        workers.execute(
                () -> {
                    Admission answer = new Admission.Refused(RefusalReason.INTERNAL_ERROR);
                    try {
                        answer = admissions.admit(request);
                    } catch (RuntimeException failure) {
                        LOG.error("admission failed for {}", request, failure);
                    } finally {
                        slots.release();
                        reply.accept(answer);
                    }
                });
    }
}
