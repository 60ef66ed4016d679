package main

import (
	"io"
	"net"
)

// Passes on connections. It stands in for a proxy of services where the only service is the API server itself, so that
// the machine's packet filter is left alone.
func forward(from, to string) error {
	listener, err := net.Listen("tcp", from)
	if err != nil {
		return err
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer client.Close()
			server, err := net.Dial("tcp", to)
			if err != nil {
				return
			}
			defer server.Close()
			go func() {
				defer server.(*net.TCPConn).CloseWrite()
				io.Copy(server, client)
			}()
			io.Copy(client, server)
		}()
	}
}
