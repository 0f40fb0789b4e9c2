package dev.echolocate.embedded;

import dev.echolocate.web.Asking;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/** A request as Grizzly's codec has it. */
record PacketAsking(HttpRequestPacket request) implements Asking {
    @Override
    public @Nullable String remoteAddress() {
        return request.getConnection().getPeerAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : null;
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public List<String> lines(String header) {
        List<String> lines = new ArrayList<>(1);
        request.getHeaders().values(header).forEach(lines::add);
        return lines;
    }
}
