package io.boson.bench.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// What the threads of a JVM allocate, as it counts itself. Asking costs some 100 KB of that.
public final class Allocations implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ObjectName threads;

    private Allocations(JMXConnector connector, ObjectName threads) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.threads = threads;
    }

    /// @throws IOException where it does not let itself be asked
    @SuppressWarnings("BanJNDI") // the address is what a child of ours has just answered
    public static Allocations of(Child child) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(child.pid()));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            return new Allocations(
                    JMXConnectorFactory.connect(new JMXServiceURL(address)),
                    new ObjectName("java.lang:type=Threading"));
        } catch (AttachNotSupportedException | JMException refused) {
            throw new IOException("cannot ask process " + child.pid(), refused);
        }
    }

    /// Bytes since the JVM's start, of all threads.
    public long bytes() throws IOException {
        try {
            return (long) beans.getAttribute(threads, "TotalThreadAllocatedBytes");
        } catch (JMException refused) {
            throw new IOException("a JVM does not count what it allocates", refused);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
